using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Products with weights in panels. Sums run as they do over rows, so the bits are the same.</summary>
internal sealed partial record MatrixSchedule
{
    /// <summary>Terms of a weight's gradient that are taken together: each is a row of both factors, on a page of its own where rows are long, and their panel stays in the first-level cache.</summary>
    private const int BlockTerms = 64;

    /// <summary>Rows of a weight's gradient that stay in the second-level cache while terms are added.</summary>
    private const int BlockRows = 768;

    /// <summary>Whether B lies in panels of 64 columns.</summary>
    public bool HasPanels { get; init; }

    /// <summary>Whether C lies in panels of 64 columns; B is copied into one, some terms at a time.</summary>
    public bool MakesPanels { get; init; }

    private Routine WritePanels(RoutineBook book, Target target)
    {
        var panels = Panels.Of(Columns);
        var whole = panels.Count(p => p.Width == Panels.Width);
        var (from, to) = IsCutByColumns ? ((Index)"from" * Panels.Width, (Index)$"Math.Min(to, {Number(whole)})" * Panels.Width) : (0, whole * Panels.Width);
        var body = new List<Statement>();
        if (whole > 0) body.Add(new LoopStatement("column", from, to, Panels.Width, Panel(book, target, Panels.Width, "column")));
        if (whole < panels.Count)
        {
            var last = Panel(book, target, panels[whole].Width, panels[whole].Start);
            body.Add(IsCutByColumns ? new IfStatement($"to == {Number(panels.Count)}", last, []) : new ScopeStatement(last));
        }

        if (MakesPanels)
        {
            body =
            [
                new StackStatement("panel", BlockTerms * Panels.Width),
                new LoopStatement("block", "from", "to", BlockRows, [new LetIndexStatement("end", $"Math.Min(block + {Number(BlockRows)}, to)"), .. body]),
            ];
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
                CallOfPanel(Tile(book, target, height, vectors), "row", column + start, new Place(Right, (column * (int)Depth.Constant!.Value) + start), width),
            ])),
        ])];

    private CallStatement CallOfPanel(string tile, Index row, Index column, Place right, int width)
    {
        Place C(string reference) => new(reference, (row * Columns) + column);
        return CallOf(tile, new Place(Left, row * RowStride), right, new Place(Bias, column), [C(Result), .. Extras.Select(C)], Depth, width, Columns);
    }

    /// <summary>Some rows of a panel of C, to which one block of terms after the other is added.</summary>
    private List<Statement> PanelMade(RoutineBook book, Target target, int width, Index column)
    {
        return
        [
            .. Block(0, $"Math.Min(rows, {Number(BlockTerms)})"),
            new LoopStatement("term", BlockTerms, "rows", BlockTerms, [.. Block("term", $"Math.Min(rows - term, {Number(BlockTerms)})")]),
        ];

        IEnumerable<Statement> Block(Index term, string terms) => new Statement[]
        {
            new CallStatement("Matrices.Unpad", [new Place(Right, (term * Columns) + column), (Index)Columns, new Place("panel", 0), (Index)width, (Index)terms]),
        }.Concat(target.OverStrips(width, (vectors, start) =>
        [
            new LetIndexStatement("row", "block"),
            .. target.TileHeights(vectors).Select(height => new WhileRowsStatement("row", "end", height,
            [
                CallOf(
                    Tile(book, target, height, vectors, term.Constant is null),
                    new Place(Left, (term * DepthStride) + ((Index)"row" * RowStride)), new Place("panel", start), new Place(Bias, 0),
                    [new Place(Result, (column * (int)Rows.Constant!.Value) + ((Index)"row" * width) + start)], terms, width, width),
            ])),
        ]));
    }
}
