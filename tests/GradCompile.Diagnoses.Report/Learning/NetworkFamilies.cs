using System.Globalization;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>
/// What random networks there are. The forecast was judged on families of networks with all activations, initialisers and biases, 2
/// to 64 layers deep; the same kinds are drawn here, in about the same shares, 8 to 256 units wide: plain stacks of one width or of many,
/// with dropout, with batch norm or layer norm, residual sums of all forms, mixtures of everything, and stacks far out at the edge of chaos.
/// Left out are constant weights, which are an error and not a matter of any forecast, and what reads no plain vector of pixels.
/// </summary>
internal static class NetworkFamilies
{
    private const int Narrowest = 8;
    private const int Widest = 256;

    private static readonly (string Name, int Share, Func<NetworkParts, string> Draw)[] Table =
    [
        ("dense", 6, Dense), ("edge", 2, Edge), ("dropout", 1, Dropout), ("batch norm", 2, BatchNorm),
        ("layer norm", 1, LayerNorm), ("residual", 2, Residual), ("mixed", 2, Mixed),
    ];

    public static (string Name, Func<NetworkParts, string> Draw) Draw(Random random)
    {
        var place = random.Next(Table.Sum(row => row.Share));
        foreach (var (name, share, draw) in Table)
        {
            if (place < share) return (name, draw);
            place -= share;
        }

        throw new InvalidOperationException("The shares do not add up.");
    }

    private static string Dense(NetworkParts parts)
    {
        var depth = parts.Between(2, 40);
        var kind = parts.Any("even", "even", "falling", "varied");
        if (kind != "even") depth = Math.Min(depth, 16);
        var widths = Enumerable.Range(0, depth).Select(_ => Width(parts)).ToArray();
        if (kind == "even") Array.Fill(widths, widths[0]);
        if (kind == "falling") Array.Sort(widths, (left, right) => right.CompareTo(left));
        var (activation, init, bias) = (parts.Activation(), parts.Init(), parts.Bias());
        foreach (var width in widths) parts.Dense(width, activation, init, bias);
        parts.Output(init, bias);
        return Describe(depth, kind == "even" ? $"{widths[0]}" : $"{widths.Max()}-{widths.Min()}", activation, init, bias, kind == "even" ? "" : kind);
    }

    private static string Dropout(NetworkParts parts)
    {
        var (depth, width, rate) = (parts.Between(1, 40), Width(parts), parts.Any(0.1, 0.2, 0.5, 0.8));
        var (activation, init, bias) = (parts.Activation(), parts.Init(), parts.Bias());
        for (var i = 0; i < depth; i++)
        {
            parts.Dense(width, activation, init, bias);
            parts.Add($"Dropout({NetworkParts.Text(rate)})");
        }

        parts.Output(init, bias);
        return Describe(depth, $"{width}", activation, init, bias, $"dropout {NetworkParts.Text(rate)}");
    }

    private static string BatchNorm(NetworkParts parts) => Normalized(parts, "BatchNorm", parts.Between(2, 62), parts.Activation());

    private static string LayerNorm(NetworkParts parts) => Normalized(parts, "LayerNorm", parts.Between(2, 60), parts.Activation());

    private static string Normalized(NetworkParts parts, string norm, int depth, string activation)
    {
        var (width, before, init, bias) = (Width(parts), parts.Random.Next(2) == 0, parts.Init(), parts.Bias());
        for (var i = 0; i < depth; i++)
        {
            // A bias right before a batch norm does nothing.
            if (before) parts.Dense(width, "Identity", init, norm == "BatchNorm" ? "UseBias = false" : bias);
            else parts.Dense(width, activation, init, bias);
            parts.Add(norm);
            if (before && activation != "Identity") parts.Add(NetworkParts.ActivationText(activation));
        }

        parts.Output(init, bias);
        return Describe(depth, $"{width}", activation, init, bias, $"{norm} {(before ? "before" : "behind")}");
    }

    private static string Residual(NetworkParts parts)
    {
        var (width, repeat, activation, init, bias) = (Width(parts), parts.Between(2, 32), parts.Activation(), parts.Init(), parts.Bias());
        var (form, scale) = (parts.Any("plain", "single", "outside", "BatchNorm", "LayerNorm"), parts.Any(1, 1, 1, 0.5, 0.1));
        var (dense, linear, act) = (NetworkParts.DenseText(width, activation, init, bias), NetworkParts.DenseText(width, "Identity", init, bias), NetworkParts.ActivationText(activation));
        parts.Dense(width, form == "outside" ? activation : "Identity", init, bias);
        var options = scale == 1 ? "" : $"Scale = {NetworkParts.Text(scale)}";
        switch (form)
        {
            case "plain":
                parts.Residual(repeat, options, 2, dense, linear);
                break;
            case "single":
                parts.Residual(repeat, options, 1, dense);
                break;
            case "outside":
                var after = activation == "Identity" ? "" : $"Activation = Activation.{NetworkParts.Kind(activation)}";
                parts.Residual(repeat, string.Join(", ", new[] { options, after }.Where(text => text.Length > 0)), 2, dense, linear);
                break;
            case "BatchNorm":
                parts.Residual(repeat, options, 2, "BatchNorm", act, linear, "BatchNorm", act, linear);
                break;
            default:
                parts.Residual(repeat, options, 2, "LayerNorm", dense, linear);
                parts.Add("LayerNorm");
                break;
        }

        parts.Output(init, bias);
        return Describe(1 + (repeat * (form == "single" ? 1 : 2)), $"{width}", activation, init, bias, $"residual {form}{(scale == 1 ? "" : $" {NetworkParts.Text(scale)}")}");
    }

    /// <summary>Weights up to twenty times the edge of chaos and long stacks, and norms between smooth activations in great depth.</summary>
    private static string Edge(NetworkParts parts)
    {
        var depth = parts.Random.Next(8, 49);
        if (parts.Random.Next(2) == 0) return Normalized(parts, parts.Any("BatchNorm", "LayerNorm"), depth + 12, parts.Any("SiLU", "GELU", "Softplus", "LeakyReLU(0.2)"));
        var (width, activation) = (parts.Between(24, 180), parts.Any("Sigmoid", "Tanh", "ELU", "HardTanh"));
        var init = $"Init = Init.Normal, InitScale = {NetworkParts.Text(Math.Pow(20, parts.Random.NextDouble()) / Math.Sqrt(width))}";
        for (var i = 0; i < depth; i++) parts.Dense(width, activation, init);
        parts.Output("Init = Init.XavierNormal");
        return Describe(depth, $"{width}", activation, init, "", "edge");
    }

    private static string Mixed(NetworkParts parts)
    {
        var (depth, width, init, bias) = (parts.Between(3, 30), Width(parts), parts.Init(), parts.Bias());
        var activations = new[] { parts.Activation(), parts.Activation() };
        for (var i = 0; i < depth; i++)
        {
            var activation = parts.Any(activations);
            if (i > 0 && parts.Random.Next(5) == 0)
            {
                parts.Residual(1, "", 1, [.. Extras(parts), NetworkParts.ActivationText(activation), NetworkParts.DenseText(width, "Identity", init, bias)]);
                continue;
            }

            if (parts.Random.Next(2) == 0) width = Width(parts);
            parts.Dense(width, "Identity", parts.Random.Next(7) == 0 ? parts.Init() : init, bias);
            foreach (var extra in Extras(parts)) parts.Add(extra);
            parts.Add(NetworkParts.ActivationText(activation));
            if (parts.Random.Next(5) == 0) parts.Add($"Dropout({NetworkParts.Text(parts.Any(0.1, 0.3, 0.5))})");
        }

        parts.Output(init, bias);
        return Describe(depth, "any", $"{activations[0]}+{activations[1]}", init, bias, "mixed");
    }

    private static IEnumerable<string> Extras(NetworkParts parts) => parts.Random.Next(6) switch { 0 => ["BatchNorm"], 1 => ["LayerNorm"], _ => [] };

    private static int Width(NetworkParts parts) => parts.Between(Narrowest, Widest);

    private static string Describe(int depth, string width, string activation, string init, string bias, string what)
    {
        var start = init.Replace("Init = Init.", "", StringComparison.Ordinal).Replace(", InitScale = ", " ", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{depth,2} × {width} {activation} {(start.Length == 0 ? "Auto" : start)} {bias.Replace(" = ", " ", StringComparison.Ordinal)} {what}").Replace("  ", " ", StringComparison.Ordinal).Trim();
    }
}
