using System.Globalization;
using System.Text;

namespace GradCompile.Samples.Regularisation;

/// <summary>A picture of all runs: a row for each network, a column for each penalty, the right rule in blue and the printed one in orange.</summary>
internal static class Chart
{
    private const int Width = 420, Height = 190, Left = 64, Top = 74, Gap = 56;

    public static string Draw(IReadOnlyList<Run> runs)
    {
        var networks = runs.Select(r => r.Network).Distinct().ToList();
        var columns = new[] { ("L1", "loss"), ("L2", "loss"), ("L1", "first layer's gradient"), ("L2", "first layer's gradient") };
        var (width, height) = (Left + (columns.Length * (Width + Gap)), Top + (networks.Count * (Height + Gap)) + 10);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"26\" font-size=\"18\" fill=\"#222\">Penalties by the right rule (blue) and by the printed one (orange), step by step; logarithmic</text>\n");
        for (var row = 0; row < networks.Count; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var (penalty, what) = columns[column];
                var drawn = runs.Where(r => r.Network == networks[row] && r.Penalty.StartsWith(penalty, StringComparison.Ordinal)).ToList();
                Panel(svg, Left + (column * (Width + Gap)), Top + (row * (Height + Gap)), $"{networks[row]}, {drawn[0].Penalty}: {what}", drawn, column < 2 ? m => m.Loss : m => m.First);
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, int x, int y, string title, List<Run> runs, Func<Measurement, double> value)
    {
        var logs = runs.SelectMany(r => r.Steps).Select(m => Log(value(m))).ToList();
        var (low, high) = (Math.Floor(logs.Min()), Math.Max(Math.Floor(logs.Min()) + 1, Math.Ceiling(logs.Max())));
        var steps = runs.Max(r => r.Steps.Count);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y - 8}\" fill=\"#222\">{title}</text>\n");
        var every = Math.Max(1, Math.Ceiling((high - low) / 6));
        for (var decade = low; decade <= high; decade += every)
        {
            var at = Y(decade);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x} {at:F1}h{Width}\" stroke=\"#ddd\"/><text x=\"{x - 6}\" y=\"{at + 4:F1}\" text-anchor=\"end\" fill=\"#666\">1e{decade:F0}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + Width}\" y=\"{y + Height + 16}\" text-anchor=\"end\" fill=\"#666\">step {steps}</text>\n");
        foreach (var run in runs)
        {
            var points = string.Join(" ", run.Steps.Select(m => string.Create(CultureInfo.InvariantCulture, $"{x + (Width * (m.Step - 1.0) / Math.Max(1, steps - 1)):F1},{Y(Log(value(m))):F1}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke-width=\"1.8\" stroke=\"{(run.Rule == "right" ? "#1f6fb4" : "#e07b1a")}\"/>\n");
        }

        double Y(double log) => y + Height - (Height * (log - low) / (high - low));
    }

    /// <summary>Of a number that may have overflowed or be nothing.</summary>
    private static double Log(double value) => double.IsFinite(value) ? Math.Clamp(Math.Log10(Math.Max(value, 1e-12)), -12, 38) : 38;
}
