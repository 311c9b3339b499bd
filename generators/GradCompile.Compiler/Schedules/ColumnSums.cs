using System.Collections.Generic;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Sums over the rows of a batch, column by column: a bias's gradient.</summary>
internal static class ColumnSums
{
    /// <summary>Accumulators side by side: enough to hide the latency of an addition.</summary>
    private const int MostVectors = 8;

    /// <summary>Columns beyond which the sums are worth sharing.</summary>
    private const int MostWhole = 256;

    /// <summary>Columns that are dealt out together: a strip at every width.</summary>
    private const int Grain = 128;

    public static CallStatement Call(PassBuilder pass, int columns, Place from, Place to, Index rows)
    {
        var name = Routine(pass, columns);
        return columns > MostWhole
            ? new CallStatement(name, [from, to, rows, (Index)"from", (Index)"to"], Split: new Split(columns, Grain))
            : new CallStatement(name, [from, to, rows], Split: Split.None);
    }

    private static string Routine(PassBuilder pass, int columns) => pass.Book.GetShared($"SumRows{columns}", () => Written(pass, columns, $"SumRows{columns}") with { IsShared = true });

    private static Routine Written(PassBuilder pass, int columns, string name)
    {
        var target = pass.Target;
        var strip = MostVectors * target.Lanes;
        var body = new List<Statement>();
        if (columns <= MostWhole)
        {
            for (var column = 0; column < columns; column += strip) body.AddRange(Strip(target, column, System.Math.Min(MostVectors, (columns - column) / target.Lanes), columns, Number(column)));
            return OverRows(name, "y[j] = Σᵣ x[r, j]", ["x", "y"], body);
        }

        // Many columns: a loop over whole strips, then one strip for the rest.
        var whole = columns / strip * strip;
        body.Add(new LoopStatement("column", "from", $"Math.Min(to, {Number(whole)})", strip, Strip(target, "column", MostVectors, columns)));
        if (whole < columns) body.Add(new IfStatement($"to == {Number(columns)}", Strip(target, whole, (columns - whole) / target.Lanes, columns, "Rest"), []));
        return OverRows(name, "y[j] = Σᵣ x[r, j]", ["x", "y"], body, Int("from"), Int("to"));
    }

    private static List<Statement> Strip(Target target, Index column, int vectors, int columns, string suffix = "")
    {
        var statements = new List<Statement>();
        var loop = new List<Statement>();
        for (var v = 0; v < vectors; v++)
        {
            var name = $"sum{suffix}_{Number(v)}";
            statements.Add(new LetStatement(LocalType.Vector, name, 0));
            loop.Add(new SetStatement(name, Name(name) + Load(new Place("x", ((Index)"row" * columns) + column + (v * target.Lanes)))));
        }

        statements.Add(new LoopStatement("row", 0, "rows", 1, loop));
        for (var v = 0; v < vectors; v++) statements.Add(new StoreStatement(new Place("y", column + (v * target.Lanes)), Name($"sum{suffix}_{Number(v)}")));
        return statements;
    }
}
