using System.Text;

namespace GradCompile.Samples.Regularisation;

/// <summary>A value of a run's measurements to draw: a line, or with a low a band.</summary>
internal sealed record Curve(string Colour, string Kind, Run Run, Func<Measurement, double> Value, Func<Measurement, double>? Low = null);

/// <summary>A panel of a chart: steps to the right, powers of ten upwards.</summary>
internal sealed class Panel(StringBuilder svg, int left, int top, int width, int height, int steps, string label)
{
    // What lies beyond leaves through the frame: curves that overflow would press all others flat.
    private const int LowestPower = -4, HighestPower = 6;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private int _lowest, _highest, _bin;

    /// <summary>Draws the curves, in about <paramref name="points"/> points each.</summary>
    public void Draw(IReadOnlyList<Curve> curves, int points)
    {
        _bin = 1 + (curves.Max(curve => curve.Run.Measurements.Count) / points);
        var values = curves.SelectMany(curve => Means(curve, curve.Value).Concat(Means(curve, curve.Low ?? curve.Value))).Select(point => point.Value)
            .Where(value => value > 0).Select(Math.Log10).ToArray();
        _lowest = Math.Max(LowestPower, (int)Math.Floor(values.Min()));
        _highest = Math.Min(HighestPower, (int)Math.Ceiling(values.Max()));
        Axes();
        svg.AppendLine($"<svg x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" viewBox=\"{left} {top} {width} {height}\" overflow=\"hidden\">");
        foreach (var curve in curves) svg.AppendLine($"<path class=\"{curve.Colour} {curve.Kind}\" d=\"{Path(curve)}\"/>");
        svg.AppendLine("</svg>");
        foreach (var curve in curves.Where(curve => curve.Kind == "line" && curve.Run.NotFiniteAt is not null))
        {
            var x = X(curve.Run.NotFiniteAt!.Value);
            svg.AppendLine($"<path class=\"{curve.Colour} cross\" d=\"M{x - 4:F1} {top - 4}l8 8m0-8l-8 8\"/>");
        }
    }

    private void Axes()
    {
        svg.AppendLine($"<text class=\"tick\" x=\"{left - 34}\" y=\"{top - 10}\">{label}</text>");
        var stride = 1 + ((_highest - _lowest) / 6);
        for (var power = _lowest; power <= _highest; power += stride)
        {
            var y = Y(Math.Pow(10, power));
            svg.AppendLine($"<path class=\"grid\" d=\"M{left} {y:F1}h{width}\"/><text class=\"tick end\" x=\"{left - 6}\" y=\"{y + 4:F1}\">{Power(power)}</text>");
        }

        for (var tick = 0; tick <= 2; tick++)
        {
            var x = left + (tick * width / 2);
            svg.AppendLine($"<path class=\"frame\" d=\"M{x} {top + height}v4\"/><text class=\"tick {(tick == 2 ? "end" : "middle")}\" x=\"{x}\" y=\"{top + height + 17}\">{tick * steps / 2:N0}{(tick == 1 ? " steps" : "")}</text>");
        }

        svg.AppendLine($"<rect class=\"frame\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>");
    }

    private string Path(Curve curve)
    {
        var path = new StringBuilder("M").AppendJoin(' ', Means(curve, curve.Value).Select(Point));
        if (curve.Run.NotFiniteAt is { } step) path.Append($" {Point((step, double.PositiveInfinity))}");
        if (curve.Low is not null) path.Append(' ').AppendJoin(' ', Means(curve, curve.Low).Reverse().Select(Point)).Append('Z');
        return path.ToString();
    }

    /// <summary>Means of a few steps each, as single batches would hide the course.</summary>
    private IEnumerable<(double Step, double Value)> Means(Curve curve, Func<Measurement, double> value) =>
        curve.Run.Measurements.Chunk(_bin).Select(bin => (bin.Average(m => m.Step), bin.Average(value)));

    private string Point((double Step, double Value) point) => $"{X(point.Step):F1} {Y(point.Value):F1}";

    private double X(double step) => left + ((double)width * step / steps);

    // A little beyond the frame at most, so that numbers stay small.
    private double Y(double value) =>
        top + (height * (_highest - Math.Clamp(Math.Log10(Math.Max(value, 1e-30)), _lowest - 1, _highest + 1)) / (_highest - _lowest));

    private static string Power(int power) => $"10{(power < 0 ? "⁻" : "")}{Superscripts[Math.Abs(power)]}";
}
