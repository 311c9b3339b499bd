using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// A matrix product C[i, j] = start(j) + Σₖ A[i, k]·B[k, j] by register tiles: each accumulator is a local of its own, each
/// element one chain of fused multiply-adds in the order of k, so that every width and tiling gives the same bits.
/// </summary>
/// <param name="Name">The routine's name.</param>
/// <param name="Formula">Its mathematics.</param>
/// <param name="Left">The name of A.</param>
/// <param name="Right">The name of B.</param>
/// <param name="Result">The name of C.</param>
/// <param name="Rows">Rows of C: a constant, or the batch.</param>
/// <param name="Columns">Columns of C, padded to whole blocks.</param>
/// <param name="Depth">Terms of the sum: a constant, or the batch.</param>
/// <param name="RowStride">Floats from A[i, k] to A[i + 1, k].</param>
/// <param name="DepthStride">Floats from A[i, k] to A[i, k + 1].</param>
/// <param name="HasBias">Whether the sum starts at a bias.</param>
/// <param name="Extras">References beside a, b, bias and c that the epilogue reads or writes, laid out as C.</param>
/// <param name="Epilogue">Stores the sum of one vector, given its name and the offset of the tile's row and column.</param>
/// <param name="Finish">What is done to each stored vector in a loop at the end of a tile, given its offset; null if nothing is.</param>
/// <param name="Tiles">What its tiles are called, which all products of one kind share: they do the same whatever the layer and the network, given depth and strides. It tells epilogues apart.</param>
internal sealed partial record MatrixSchedule(
    string Name,
    string Tiles,
    IReadOnlyList<string> Formula,
    string Left,
    string Right,
    string Result,
    Index Rows,
    int Columns,
    Index Depth,
    int RowStride,
    int DepthStride,
    bool HasBias,
    IReadOnlyList<string> Extras,
    System.Func<Expression, Index, IEnumerable<Statement>> Epilogue,
    System.Func<Index, IEnumerable<Statement>>? Finish = null)
{
    private const int MostRowPlaces = 6;

    /// <summary>The name of what the sums start at.</summary>
    private const string Bias = "b";

    /// <summary>What its tiles compute, whatever the layer.</summary>
    public string TileFormula { get; init; } = "";

    /// <summary>Whether the routine works on some strips of columns, <c>from</c> … <c>to</c>, instead of on all.</summary>
    public bool IsCutByColumns { get; init; }

    /// <summary>The strips of one width that a product cut by columns is dealt out in; narrower ones go with the last.</summary>
    public static int ColumnUnits(Target target, int columns)
    {
        var strips = target.Strips(columns);
        return strips.Count(s => s.Vectors == strips[0].Vectors);
    }

    private bool HasBatchRows => Rows.Constant is null;

    private bool HasBatchDepth => Depth.Constant is null;

    private IEnumerable<string> References => new[] { Left, Right }.Concat(HasBias ? [Bias] : []).Concat([Result]).Concat(Extras);

    private IEnumerable<RoutineParameter> Parameters => References.Select(r => new RoutineParameter(ParameterType.Reference, r))
        .Concat(HasBatchRows || HasBatchDepth ? [new RoutineParameter(ParameterType.Int, "rows")] : System.Array.Empty<RoutineParameter>())
        .Concat(IsCutByColumns || !HasBatchRows ? [new RoutineParameter(ParameterType.Int, "from"), new RoutineParameter(ParameterType.Int, "to")] : System.Array.Empty<RoutineParameter>());

    /// <summary>The product's routine; its tiles go into the book.</summary>
    public Routine Write(RoutineBook book, Target target)
    {
        if (HasPanels || MakesPanels) return WritePanels(book, target);
        var strips = target.Strips(Columns);
        var body = new List<Statement>();
        foreach (var group in strips.GroupBy(s => s.Vectors).OrderByDescending(g => g.Key))
        {
            // Strips of one width stand beside each other: the first come first, since they are the wider ones.
            var columns = group.Select(s => s.Column).ToList();
            Index column = columns.Count == 1 ? columns[0] : "column";
            var inner = Strip(book, target, group.Key, column);
            if (IsCutByColumns)
            {
                var (width, units) = (group.Key * target.Lanes, ColumnUnits(target, Columns));
                if (columns[0] != 0) body.Add(new IfStatement($"to == {Shorthand.Number(units)}", [columns.Count == 1 ? new ScopeStatement(inner) : new LoopStatement("column", columns[0], Columns, width, inner)], []));
                else if (columns.Count == 1) body.Add(new ScopeStatement(inner));
                else body.Add(new LoopStatement("column", (Index)"from" * width, (Index)"to" * width, width, inner));
            }
            else if (columns.Count == 1) body.AddRange(HasBatchRows && strips.Count > 1 ? [new ScopeStatement(inner)] : inner);
            else body.Add(new LoopStatement("column", columns[0], columns[columns.Count - 1] + (group.Key * target.Lanes), group.Key * target.Lanes, inner));
        }

        return new Routine(Name, Formula, [.. Parameters], false, false, body);
    }

    /// <summary>One strip of columns: whole tiles of rows, then smaller ones for what remains.</summary>
    private List<Statement> Strip(RoutineBook book, Target target, int vectors, Index column)
    {
        var tallest = target.TileRows(vectors);
        if (!HasBatchRows)
        {
            // A constant number of rows is cut evenly; a tile that would go beyond them is moved back, and computes some of them twice, alike.
            var rows = (int)Rows.Constant!.Value;
            var tiles = (rows + tallest - 1) / tallest;
            var even = (rows + tiles - 1) / tiles;
            var tile = Tile(book, target, even, vectors);
            return rows == even
                ? [new IfStatement("from == 0", [Call(tile, 0, column)], [])]
                : [new OverlappingLoopStatement("row", "from", "to", rows, even, [Call(tile, "row", column)])];
        }

        var statements = new List<Statement> { new LetIndexStatement("row", 0) };
        foreach (var height in target.TileHeights(vectors))
        {
            var tile = Tile(book, target, height, vectors);
            statements.Add(new WhileRowsStatement("row", "rows", height, [Call(tile, "row", column)]));
        }

        return statements;
    }

    private CallStatement Call(string tile, Index row, Index column)
    {
        Place C(string reference) => new(reference, (row * Columns) + column);
        return CallOf(tile, new Place(Left, row * RowStride), new Place(Right, column), new Place(Bias, column), [C(Result), .. Extras.Select(C)], Depth, Columns, Columns);
    }

    private CallStatement CallOf(string tile, Place left, Place right, Place bias, IEnumerable<Place> results, Index depth, Index rightStride, Index resultStride)
    {
        var arguments = new List<Argument> { left, right };
        if (HasBias) arguments.Add(bias);
        arguments.AddRange(results.Select(place => (Argument)place));
        arguments.AddRange([depth, (Index)(HasBatchDepth ? DepthStride : RowStride), rightStride, resultStride]);
        return new CallStatement(tile, arguments);
    }

    /// <summary>
    /// A tile of sums in registers. A's rows, or where terms are rows of the batch its terms, and the rows of B and C lie so far apart as the caller says; in tall tiles A's and C's as the layer says, for want of registers for so many rows of A.
    /// </summary>
    /// <param name="isMore">Whether sums go on from what C holds.</param>
    private string Tile(RoutineBook book, Target target, int rows, int vectors, bool isMore = false) =>
        book.GetShared(TileName(target, rows, vectors, isMore), () =>
        {
            var body = new List<Statement>();
            var (isTall, isByRows) = (IsTall(rows), !HasBatchDepth && !IsTall(rows));
            var offsets = isTall ? [] : Enumerable.Range(1, rows - 1).Select(i => new LetOffsetStatement(Offset(i), (Index)ResultStride * i)).ToArray();
            Index ResultOffset(int i) => i == 0 ? 0 : isTall ? i * Columns : Offset(i);
            if (isByRows) body.AddRange(Enumerable.Range(1, rows - 1).Select(i => new ReferenceStatement(Row(i), new Place(i == 1 ? Left : Row(i - 1), LeftStride))));
            if (isMore) body.AddRange(offsets);
            if (body.Count > 0) body.Add(new BlankStatement());
            for (var i = 0; i < rows; i++)
            {
                for (var v = 0; v < vectors; v++)
                {
                    body.Add(new LetStatement(LocalType.Vector, Sum(i, v), isMore ? Load(new Place(Result, ResultOffset(i) + (v * target.Lanes))) : HasBias ? Load(new Place(Bias, v * target.Lanes)) : 0));
                }
            }

            body.Add(new BlankStatement());
            var loop = new List<Statement>();
            for (var v = 0; v < vectors; v++) loop.Add(new LetStatement(LocalType.Vector, $"{Right}{v}", Load(new Place(Right, v * target.Lanes))));
            for (var i = 0; i < rows; i++)
            {
                // Each factor is used before the next is read, so that one register holds them all.
                var factor = $"{Left}In{i}";
                loop.Add(new LetStatement(LocalType.Vector, factor, Splat(isByRows ? new Place(i == 0 ? Left : Row(i), "k") : new Place(Left, i * RowStride))));
                for (var v = 0; v < vectors; v++) loop.Add(new SetStatement(Sum(i, v), Fma(Local(factor), Local($"{Right}{v}"), Local(Sum(i, v)))));
            }

            if (!isByRows) loop.Add(new AdvanceStatement(Left, isTall ? DepthStride : LeftStride));
            loop.Add(new AdvanceStatement(Right, RightStride));
            body.Add(new LoopStatement("k", 0, DepthName, 1, loop));
            if (!isMore && offsets.Length > 0) body.AddRange([new BlankStatement(), .. offsets]);
            for (var i = 0; i < rows; i++)
            {
                body.Add(new BlankStatement());
                for (var v = 0; v < vectors; v++) body.AddRange(Epilogue(Local(Sum(i, v)), ResultOffset(i) + (v * target.Lanes)));
            }

            if (Finish is not null)
            {
                body.Add(new BlankStatement());
                var width = vectors * target.Lanes;
                var inner = new LoopStatement("i", rows == 1 ? 0 : "row", rows == 1 ? width : (Index)"row" + width, target.Lanes, [.. Finish("i")]);
                body.Add(rows == 1 ? inner : isTall ? new LoopStatement("row", 0, rows * Columns, Columns, [inner]) : new LoopStatement("row", 0, (Index)ResultStride * rows, ResultStride, [inner]));
            }

            return new Routine(
                TileName(target, rows, vectors, isMore),
                [$"{TileFormula}: a tile of {rows} × {vectors * target.Lanes} sums in registers."],
                [.. References.Select(r => new RoutineParameter(ParameterType.Reference, r)), .. new[] { DepthName, LeftStride, RightStride, ResultStride }.Select(Shorthand.Int)],
                false, false, body, IsShared: true);
        });

    /// <summary>Kind and size, and what is not left to the caller.</summary>
    private string TileName(Target target, int rows, int vectors, bool isMore) =>
        $"{Tiles}{(isMore ? "More" : "")}{rows}x{vectors * target.Lanes}{(IsTall(rows) ? $"Of{RowStride}To{Columns}" : "")}";

    private const string DepthName = "depth";

    private string LeftStride => Left + "Stride";

    private string RightStride => Right + "Stride";

    private string ResultStride => Result + "Stride";

    /// <summary>Row i of A within a tile.</summary>
    private string Row(int i) => $"{Left}{i}";

    /// <summary>How far row i of C is from the tile's first.</summary>
    private static string Offset(int i) => $"row{i}";

    /// <summary>Whether a tile has more rows of A than registers hold their places. Tiles of a weight's gradient read A's rows side by side, and need one.</summary>
    private bool IsTall(int rows) => !HasBatchDepth && rows > MostRowPlaces;

    private static Expression Local(string name) => new NameExpression(name);

    private string Sum(int row, int vector) => $"{Result}{row}_{vector}";
}
