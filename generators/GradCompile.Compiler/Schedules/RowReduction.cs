using System;
using System.Collections.Generic;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Reductions along a row, in blocks of 16 lanes, so that every width adds in the same order.</summary>
internal static class RowReduction
{
    /// <summary>Lets a scalar be Σ term(i), or max term(i), over the features of a row.</summary>
    /// <param name="scalar">The local that receives the result.</param>
    /// <param name="combine">How a term joins the accumulator: accumulator and offset to expression.</param>
    /// <param name="neutral">Where the accumulator starts, and what padding counts as.</param>
    public static List<Statement> Reduce(
        Target target, int features, string scalar, string function, double neutral, Func<Expression, Index, Expression> combine)
    {
        var statements = new List<Statement>();
        var accumulator = scalar + "Lanes";
        foreach (var part in BlockNames(target, accumulator)) statements.Add(new LetStatement(LocalType.Vector, part, neutral));
        var whole = features / Blocks.Lanes;
        if (whole > 0)
        {
            var body = new List<Statement>();
            for (var v = 0; v < target.VectorsPerBlock; v++)
            {
                var part = BlockName(target, accumulator, v);
                body.Add(new SetStatement(part, combine(Name(part), (Index)"i" + (v * target.Lanes))));
            }

            if (whole == 1) statements.AddRange(AtZero(target, accumulator, combine));
            else statements.Add(new LoopStatement("i", 0, whole * Blocks.Lanes, Blocks.Lanes, body));
        }

        for (int v = 0, i = whole * Blocks.Lanes; i < features; v++, i += target.Lanes)
        {
            var part = BlockName(target, accumulator, v);
            var valid = Math.Min(target.Lanes, features - i);
            Expression joined = combine(Name(part), i);
            if (valid < target.Lanes) joined = Select(new WidthCallExpression("PartialLanes", "First", Number(valid)), joined, Name(part));
            statements.Add(new SetStatement(part, joined));
        }

        statements.Add(new LetStatement(LocalType.Float, scalar, OverLanes(target, function, accumulator)));
        return statements;
    }

    private static IEnumerable<Statement> AtZero(Target target, string accumulator, Func<Expression, Index, Expression> combine)
    {
        for (var v = 0; v < target.VectorsPerBlock; v++)
        {
            var part = BlockName(target, accumulator, v);
            yield return new SetStatement(part, combine(Name(part), v * target.Lanes));
        }
    }
}
