namespace GradCompile.Samples.GradientClinic;

/// <summary>One small panel for each case: gradients layer by layer, forecast as a line, measured as dots.</summary>
internal sealed class Picture
{
    private const int Columns = 2;
    private const double PanelWidth = 420, PanelHeight = 196, PanelGap = 40, Margin = 8, KeyHeight = 70, Header = 88;
    private const double AxisWidth = 36, TitleHeight = 46, AxisHeight = 24;

    private const string Title = "What the build forecast, and what the code then measured";

    // Colours of middle brightness, which are legible on white and on black alike.
    private const string Css = """
        text { font: 12.5px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #7a8490 }
        .heading { font-size: 19px; font-weight: 600 }
        .title { font-size: 14px; font-weight: 600 }
        .axis { font-size: 11px }
        .sick { fill: #e2622b } .fixed { fill: #2b93c4 } .strong { font-weight: 600 }
        .grid { stroke: #7a8490; stroke-opacity: .28; stroke-width: 1 }
        .sickLine, .fixedLine { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round }
        .sickLine { stroke: #e2622b } .fixedLine { stroke: #2b93c4 }
        .sickDot, .fixedDot { fill: none; stroke-width: 4; stroke-linecap: round; stroke-opacity: .5 }
        .sickDot { stroke: #e2622b } .fixedDot { stroke: #2b93c4 }
        """;

    private readonly Svg _svg = new();

    public static string Draw(IReadOnlyList<Case> cases, BuildLog log)
    {
        var picture = new Picture();
        picture.DrawHeader();
        for (var i = 0; i < cases.Count; i++)
        {
            picture.DrawPanel(cases[i], log, Margin + (i % Columns * (PanelWidth + PanelGap)), Header + (i / Columns * PanelHeight));
        }

        var rows = (cases.Count + Columns - 1) / Columns;
        return picture._svg.Finish((2 * Margin) + (Columns * PanelWidth) + ((Columns - 1) * PanelGap), Header + (rows * PanelHeight), Title, Css);
    }

    private void DrawHeader()
    {
        _svg.Text(Margin, 26, Title, "heading");
        _svg.Text(Margin, 47, "The norm of each layer’s weight gradient before the first step, from the first layer to the last; powers of ten.", "");
        DrawKey(Margin, "sick", "as declared");
        DrawKey(Margin + 140, "fixed", "fixed");
        _svg.Text(Margin + 250, KeyHeight, $"line: what the build forecasts     dots: what is measured, one for each of {Probe.Seeds} seeds", "");
    }

    private void DrawKey(double x, string style, string text)
    {
        const double Middle = KeyHeight - 4;
        _svg.Dots([(x + 5, Middle - 3)], style + "Dot");
        _svg.Dots([(x + 13, Middle + 3), (x + 24, Middle - 2)], style + "Dot");
        _svg.Line(x, Middle, x + 30, Middle, style + "Line");
        _svg.Words(x + 38, KeyHeight, (text, style + " strong"));
    }

    private void DrawPanel(Case item, BuildLog log, double x, double y)
    {
        var (left, right) = (x + AxisWidth, x + PanelWidth);
        var (top, bottom) = (y + TitleHeight + 8, y + PanelHeight - AxisHeight - 12);
        _svg.Text(x, y + 18, item.Title, "title");
        _svg.Text(right, y + 18, "fixed by " + item.Cure, "fixed", "end");
        var findings = log.Of(item.Sick.Class);
        _svg.Words(x, y + 36, (string.Join(", ", findings.Select(finding => finding.Id)), "sick strong"), (findings.Count == 1 ? "  " + findings[0].Title : "", "sick"));

        Probe[] probes = [item.Sick, item.Fixed];
        var scale = new LogScale(probes.SelectMany(probe => probe.Forecast.Concat(probe.Measured.SelectMany(norms => norms))), top, bottom);
        foreach (var (exponent, height) in scale.Ticks)
        {
            _svg.Line(left, height, right, height, "grid");
            _svg.Text(left - 7, height + 4, Power(exponent), "axis", "end");
        }

        if (scale.HasZero) _svg.Text(left - 7, scale.ZeroAt + 4, "0", "axis", "end");
        DrawLayers(item.Sick, scale, left, right, "sick");
        DrawLayers(item.Fixed, scale, left, right, "fixed");
        _svg.Text(left + 8, bottom + 19, "layer 1", "axis", "start");
        _svg.Text(right - 8, bottom + 19, $"layer {item.Sick.Layers.Count}", "axis", "end");
    }

    private void DrawLayers(Probe probe, LogScale scale, double left, double right, string style)
    {
        double X(int layer) => left + 12 + ((right - left - 24) * layer / (probe.Layers.Count - 1));
        for (var seed = 0; seed < Probe.Seeds; seed++)
        {
            // Seeds stand side by side, so that equal ones can be counted.
            var aside = 0.7 * (seed - (Probe.Seeds / 2));
            _svg.Dots(probe.Measured.Select((norms, layer) => (X(layer) + aside, scale.Of(norms[seed]))), style + "Dot");
        }

        _svg.Path(probe.Forecast.Select((norm, layer) => (X(layer), scale.Of(norm))), style + "Line");
    }

    private static string Power(int exponent)
    {
        const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        return exponent == 0 ? "1" : exponent == 1 ? "10" : "10" + (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString().Select(digit => Raised[digit - '0']));
    }
}
