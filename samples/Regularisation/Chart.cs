using System.Text;

namespace GradCompile.Samples.Regularisation;

/// <summary>The runs as a picture: a row for each network, loss and gradients for L1 on the left and for L2 on the right.</summary>
internal static class Chart
{
    private const int Width = 1180, Top = 92, RowHeight = 206, PanelTop = 44, PanelHeight = 116, PanelWidth = 214, WidePanelWidth = 496;

    private const int Points = 75;

    private static readonly int[] Lefts = [64, 346, 664, 946];

    public static void Write(IReadOnlyList<Run> runs, string path)
    {
        var networks = runs.Select(run => run.Network).Distinct().ToArray();
        var height = Top + (networks.Length * RowHeight) + 4;
        var svg = new StringBuilder();
        svg.AppendLine($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\">");
        svg.AppendLine("<title>Training with the right update rule and with the rule as printed</title>");
        svg.AppendLine(Style);
        svg.AppendLine($"<rect class=\"paper\" width=\"{Width}\" height=\"{height}\"/>");
        Legend(svg);
        for (var row = 0; row < networks.Length; row++)
        {
            foreach (var penalty in Enum.GetValues<Penalty>())
            {
                Run[] pair = [.. runs.Where(run => run.Network == networks[row] && run.Penalty == penalty).OrderByDescending(run => run.Rule)];
                Row(svg, pair, Lefts[2 * (int)penalty], Lefts[(2 * (int)penalty) + 1], Top + (row * RowHeight));
            }
        }

        svg.AppendLine("</svg>");
        File.WriteAllText(path, svg.ToString());
    }

    private static void Row(StringBuilder svg, Run[] pair, int left, int right, int top)
    {
        var run = pair[0];
        var steps = pair.Max(each => each.Measurements[^1].Step);
        svg.AppendLine($"<text class=\"heading\" x=\"{left - 44}\" y=\"{top + 16}\">{run.Network}, {run.Penalty}, {run.Optimizer}</text>");
        if (run.Drift is not null)
        {
            var wide = new Panel(svg, left, top + PanelTop, WidePanelWidth, PanelHeight, steps, "mean |w|");
            wide.Draw([.. pair.SelectMany(each => (Curve[])
            [
                new(Class(each), "line", each, m => m.MeanWeight),
                .. each.Rule == Rule.Printed ? (Curve[])[new("ink", "dotted", each, m => run.Drift(each.Measurements[0].MeanWeight, m.Step))] : [],
            ])], points: 1_000);
            return;
        }

        new Panel(svg, left, top + PanelTop, PanelWidth, PanelHeight, steps, "loss").Draw([.. pair.SelectMany(each => (Curve[])
        [
            new(Class(each), "line", each, m => m.Loss),
            new(Class(each), "dashed", each, m => m.DataLoss),
        ])], Points);
        new Panel(svg, right, top + PanelTop, PanelWidth, PanelHeight, steps, "gradient norm").Draw([.. pair.SelectMany(each => (Curve[])
        [
            new(Class(each), "band", each, m => m.Gradients.Max(), m => m.Gradients.Min()),
            new(Class(each), "line", each, m => m.Gradients[0]),
        ])], Points);
    }

    private static string Class(Run run) => run.Rule == Rule.Right ? "right" : "printed";

    private static void Legend(StringBuilder svg)
    {
        svg.AppendLine("<text class=\"title\" x=\"20\" y=\"28\">Training with the right update rule and with the rule as printed</text>");
        svg.AppendLine("<g transform=\"translate(20 58)\">");
        svg.AppendLine("<path class=\"right line\" d=\"M0-4H26\"/><text x=\"32\">right: θ ← θ − η ∂J/∂θ</text>");
        svg.AppendLine("<path class=\"printed line\" d=\"M206-4H232\"/><text x=\"238\">printed: θ ← θ − η ∂J/∂θ + λ sign θ</text>");
        svg.AppendLine("<path class=\"ink dashed\" d=\"M486-4H512\"/><text x=\"518\">loss without the penalty</text>");
        svg.AppendLine("<rect class=\"sample\" x=\"686\" y=\"-11\" width=\"26\" height=\"12\"/><path class=\"ink line\" d=\"M686-4H712\"/><text x=\"718\">all layers, and the first</text>");
        svg.AppendLine("<path class=\"ink dotted\" d=\"M880-4H906\"/><text x=\"912\">closed form</text>");
        svg.AppendLine("<path class=\"ink cross\" d=\"M1006-8l8 8m0-8l-8 8\"/><text x=\"1022\">the loss is NaN or ∞</text>");
        svg.AppendLine("</g>");
    }

    private const string Style = """
        <style>
        text { font: 12px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #24292f }
        .title { font-size: 18px; font-weight: 600 } .heading { font-size: 13px; font-weight: 600 } .tick { font-size: 11px; fill: #57606a }
        .end { text-anchor: end } .middle { text-anchor: middle }
        .paper { fill: #ffffff } .grid { stroke: #d8dee4; fill: none } .frame { stroke: #8c959f; fill: none } .sample { fill: #24292f; opacity: .18 }
        .line { fill: none; stroke-width: 1.8; stroke-linejoin: round } .dashed { fill: none; stroke-width: 1.4; stroke-dasharray: 4 3 }
        .dotted { fill: none; stroke-width: 2.4; stroke-dasharray: 0.1 7; stroke-linecap: round } .cross { fill: none; stroke-width: 2 }
        .right { stroke: #0969da } .printed { stroke: #cf4a02 } .ink { stroke: #24292f }
        .right.band { fill: #0969da } .printed.band { fill: #cf4a02 } .band { opacity: .2; stroke: none }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 } .tick { fill: #9da7b3 } .paper { fill: #0d1117 } .grid { stroke: #262c36 } .frame { stroke: #6e7681 } .sample { fill: #e6edf3 }
        .right { stroke: #58a6ff } .printed { stroke: #ff9a52 } .ink { stroke: #e6edf3 } .right.band { fill: #58a6ff } .printed.band { fill: #ff9a52 } .band { stroke: none }
        }
        </style>
        """;
}
