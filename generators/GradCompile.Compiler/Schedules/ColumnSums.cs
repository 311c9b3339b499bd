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

    public static string Routine(PassBuilder pass, int columns) => pass.Write($"column sums {columns}", $"SumRows{columns}", name =>
    {
        var target = pass.Target;
        var body = new List<Statement>();
        for (var column = 0; column < columns; column += MostVectors * target.Lanes)
        {
            var vectors = System.Math.Min(MostVectors, (columns - column) / target.Lanes);
            if (columns > 4 * MostVectors * target.Lanes)
            {
                // Many columns: one loop over whole strips, then one strip for the rest.
                var whole = columns / (MostVectors * target.Lanes) * MostVectors * target.Lanes;
                body.Add(new LoopStatement("column", 0, whole, MostVectors * target.Lanes, Strip(target, "column", MostVectors, columns)));
                if (whole < columns) body.AddRange(Strip(target, whole, (columns - whole) / target.Lanes, columns, "Rest"));
                break;
            }

            body.AddRange(Strip(target, column, vectors, columns, Number(column)));
        }

        return OverRows(name, "y[j] = Σᵣ x[r, j]", ["x", "y"], body);
    });

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
