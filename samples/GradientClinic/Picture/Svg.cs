using System.Globalization;
using System.Text;

namespace GradCompile.Samples.GradientClinic;

/// <summary>Lines, dots and words, written as SVG.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _body = new();

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Add($"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    public void Path(IEnumerable<(double X, double Y)> points, string style) =>
        Add($"<polyline class=\"{style}\" points=\"{string.Join(' ', points.Select(point => Invariant($"{point.X:0.#},{point.Y:0.#}")))}\"/>");

    /// <summary>Dots that do not overlap: strokes of no length with round ends, which take a quarter of the text of circles.</summary>
    public void Dots(IEnumerable<(double X, double Y)> points, string style) =>
        Add($"<path class=\"{style}\" d=\"{string.Concat(points.Select(point => Invariant($"M{point.X:0.#} {point.Y:0.#}h0")))}\"/>");

    /// <param name="anchor">start, middle or end.</param>
    public void Text(double x, double y, string text, string style, string anchor = "start") =>
        Add($"<text class=\"{style}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");

    /// <summary>Words in several styles on one line.</summary>
    public void Words(double x, double y, params (string Text, string Style)[] words) =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\">{string.Concat(words.Select(word => $"<tspan class=\"{word.Style}\">{Escape(word.Text)}</tspan>"))}</text>");

    public string Finish(double width, double height, string title, string css) => Invariant($"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0.#} {height:0.#}" width="{width:0.#}" height="{height:0.#}" role="img" aria-label="{Escape(title)}" xml:space="preserve">
        <style>
        {css}
        </style>
        {_body}</svg>

        """);

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Add(FormattableString element) => _body.Append(Invariant(element)).Append('\n');
}
