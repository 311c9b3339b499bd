using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>Products with weights in panels. Sums run as they do over rows, so the bits are the same.</summary>
internal sealed partial record MatrixSchedule
{
    /// <summary>Terms of a weight's gradient that are taken together: each is a row of both factors, on a page of its own where rows are long, and their panel stays in the first-level cache.</summary>
    private const int BlockTerms = 64;

    /// <summary>Whether B lies in panels of 64 columns.</summary>
    public bool HasPanels { get; init; }

    /// <summary>Whether C lies in panels of 64 columns; B is copied into one, some terms at a time.</summary>
    public bool MakesPanels { get; init; }

    private Routine WritePanels(RoutineBook book, Target target)
    {
        var panels = Panels.Of(Columns);
        var whole = panels.Count(p => p.Width == Panels.Width);
        var body = new List<Statement>();
        if (MakesPanels) body.Add(new StackStatement("panel", BlockTerms * Panels.Width));
        var isCut = IsCutByColumns || MakesPanels;
        if (whole > 0)
        {
            var end = whole == panels.Count ? (Index)"to" * Panels.Width : (Index)$"Math.Min(to, {Shorthand.Number(whole)})" * Panels.Width;
            body.Add(new LoopStatement("column", isCut ? (Index)"from" * Panels.Width : 0, isCut ? end : whole * Panels.Width, Panels.Width, Panel(book, target, Panels.Width, "column")));
        }

        if (whole < panels.Count)
        {
            var rest = Panel(book, target, panels[whole].Width, panels[whole].Start);
            body.Add(isCut ? new IfStatement($"to == {Shorthand.Number(panels.Count)}", rest, []) : new ScopeStatement(rest));
        }

        return new Routine(Name, Formula, [.. Parameters], false, false, body);
    }

    private List<Statement> Panel(RoutineBook book, Target target, int width, Index column) => MakesPanels
        ? PanelMade(book, target, width, column)
        : [.. target.OverStrips(width, (vectors, start) =>
        [
            new LetIndexStatement("row", 0),
            .. target.TileHeights(vectors).Select(height => new WhileRowsStatement("row", "rows", height,
            [
                CallOfPanel(Tile(book, target, height, vectors, width, Columns, false), "row", column + start, new Place(Right, (column * (int)Depth.Constant!.Value) + start)),
            ])),
        ])];

    private CallStatement CallOfPanel(string tile, Index row, Index column, Place right)
    {
        Place C(string reference) => new(reference, (row * Columns) + column);
        var arguments = new List<Argument> { new Place(Left, row * RowStride), right };
        if (HasBias) arguments.Add(new Place(Bias, column));
        arguments.Add(C(Result));
        arguments.AddRange(Extras.Select(e => (Argument)C(e)));
        return new CallStatement(tile, arguments);
    }

    /// <summary>A panel of C, to which one block of terms after the other is added.</summary>
    private List<Statement> PanelMade(RoutineBook book, Target target, int width, Index column)
    {
        var rows = (int)Rows.Constant!.Value;
        return [.. Block(0, "Math.Min(rows, " + Shorthand.Number(BlockTerms) + ")"), new LoopStatement("term", BlockTerms, "rows", BlockTerms, [.. Block("term", $"Math.Min(rows - term, {Shorthand.Number(BlockTerms)})")])];

        IEnumerable<Statement> Block(Index term, string terms) => new Statement[]
        {
            new CallStatement("Matrices.Unpad", [new Place(Right, (term * Columns) + column), (Index)Columns, new Place("panel", 0), (Index)width, (Index)terms]),
        }.Concat(target.OverStrips(width, (vectors, start) =>
        {
            var tallest = target.TileRows(vectors);
            var tiles = (rows + tallest - 1) / tallest;
            var even = (rows + tiles - 1) / tiles;
            var covered = rows / even * even;
            var statements = new List<Statement> { new LoopStatement("row", 0, covered, even, [Tiled(even, "row", vectors, start)]) };
            if (covered < rows) statements.Add(Tiled(rows - covered, covered, vectors, start));
            return statements;

            CallStatement Tiled(int height, Index row, int strip, Index start) => new(
                Tile(book, target, height, strip, width, width, term.Constant is null),
                [
                    new Place(Left, (term * DepthStride) + (row * RowStride)), new Place("panel", start),
                    new Place(Result, (column * rows) + (row * width) + start), (Index)terms,
                ]);
        }));
    }
}
