namespace GradCompile.Samples.GradientClinic;

/// <summary>One small panel for each case: gradients layer by layer, foretold as a line, measured as dots.</summary>
internal sealed class Picture
{
    private const int Columns = 2;
    private const double PanelWidth = 420, PanelHeight = 196, PanelGap = 40, Margin = 8, Header = 84;
    private const double AxisWidth = 36, TitleHeight = 46, AxisHeight = 24;

    private const string Title = "What the build foretold, and what the code then measured";

    // Colours of middle brightness, which are legible on white and on black alike.
    private const string Css = """
        text { font: 12.5px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #7a8490 }
        .heading { font-size: 19px; font-weight: 600 }
        .title { font-size: 14px; font-weight: 600 }
        .axis { font-size: 11px }
        .sick { fill: #e2622b } .mended { fill: #2b93c4 } .strong { font-weight: 600 }
        .grid { stroke: #7a8490; stroke-opacity: .28; stroke-width: 1 }
        .sickLine, .mendedLine { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round }
        .sickLine { stroke: #e2622b } .mendedLine { stroke: #2b93c4 }
        .sickDot { fill: #e2622b; fill-opacity: .42 } .mendedDot { fill: #2b93c4; fill-opacity: .42 }
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
        const double Y = 68;
        _svg.Line(Margin, Y - 4, Margin + 26, Y - 4, "sickLine");
        _svg.Words(Margin + 33, Y, ("as declared", "sick strong"));
        _svg.Line(Margin + 128, Y - 4, Margin + 154, Y - 4, "mendedLine");
        _svg.Words(Margin + 161, Y, ("mended", "mended strong"));
        _svg.Text(Margin + 236, Y, $"line: forecast of the build      dots: measured, {Probe.Seeds} seeds", "");
    }

    private void DrawPanel(Case item, BuildLog log, double x, double y)
    {
        var (left, right) = (x + AxisWidth, x + PanelWidth);
        var (top, bottom) = (y + TitleHeight + 8, y + PanelHeight - AxisHeight - 12);
        _svg.Text(x, y + 18, item.Title, "title");
        var ids = string.Join(", ", log.Of(item.Sick.Class).Select(finding => finding.Id).Distinct());
        _svg.Words(x, y + 36, (ids, "sick strong"), ("   mended by ", ""), (item.Cure, "mended strong"));

        Probe[] probes = [item.Sick, item.Mended];
        var scale = new LogScale(probes.SelectMany(probe => probe.Forecast.Concat(probe.Measured.SelectMany(norms => norms))), top, bottom);
        foreach (var (exponent, height) in scale.Ticks)
        {
            _svg.Line(left, height, right, height, "grid");
            _svg.Text(left - 7, height + 4, Power(exponent), "axis", "end");
        }

        if (scale.HasZero) _svg.Text(left - 7, scale.ZeroAt + 4, "0", "axis", "end");
        DrawLayers(item.Sick, scale, left, right, "sick");
        DrawLayers(item.Mended, scale, left, right, "mended");
        _svg.Text(left + 8, bottom + 19, "layer 1", "axis", "start");
        _svg.Text(right - 8, bottom + 19, $"layer {item.Sick.Layers.Count}", "axis", "end");
    }

    private void DrawLayers(Probe probe, LogScale scale, double left, double right, string style)
    {
        double X(int layer) => left + 12 + ((right - left - 24) * layer / (probe.Layers.Count - 1));
        for (var layer = 0; layer < probe.Layers.Count; layer++)
        {
            // Seeds stand side by side, so that equal ones can be counted.
            for (var seed = 0; seed < Probe.Seeds; seed++) _svg.Dot(X(layer) + (seed - (Probe.Seeds / 2)) * 0.7, scale.Of(probe.Measured[layer][seed]), style + "Dot");
        }

        _svg.Path(probe.Forecast.Select((norm, layer) => (X(layer), scale.Of(norm))), style + "Line");
    }

    private static string Power(int exponent)
    {
        const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        return exponent == 0 ? "1" : exponent == 1 ? "10" : "10" + (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString().Select(digit => Raised[digit - '0']));
    }
}
