using System;
using System.Collections.Generic;
using System.Globalization;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;

namespace GradCompile.Compiler.Schedules;

/// <summary>Pieces that several schedules are made of.</summary>
internal static class Shorthand
{
    /// <summary>Blocks up to which a row's work is written out instead of looped over.</summary>
    private const int UnrolledBlocks = 4;

    public static RoutineParameter Ref(string name) => new(ParameterType.Reference, name);

    public static RoutineParameter Int(string name) => new(ParameterType.Int, name);

    public static string Text(Index index) => index.Text;

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A routine whose parameters are references and the number of rows.</summary>
    public static Routine OverRows(string name, string formula, IEnumerable<string> references, IEnumerable<Statement> body, params RoutineParameter[] more)
    {
        var parameters = new List<RoutineParameter>();
        foreach (var reference in references) parameters.Add(Ref(reference));
        parameters.Add(Int("rows"));
        parameters.AddRange(more);
        return new Routine(name, [formula], parameters, false, false, [.. body]);
    }

    /// <summary>
    /// Statements for every vector of <paramref name="features"/> consecutive elements. The last block's lanes beyond them are
    /// padding; <paramref name="write"/> is told by a mask, which is null where every lane counts.
    /// </summary>
    public static List<Statement> OverFeatures(Target target, int features, Func<Index, Expression?, IEnumerable<Statement>> write)
    {
        var statements = new List<Statement>();
        var whole = features / Blocks.Lanes;
        if (whole > UnrolledBlocks)
        {
            statements.Add(new LoopStatement("i", 0, whole * Blocks.Lanes, target.Lanes, [.. write("i", null)]));
        }
        else
        {
            for (var i = 0; i < whole * Blocks.Lanes; i += target.Lanes) statements.AddRange(write(i, null));
        }

        for (var i = whole * Blocks.Lanes; i < Blocks.RoundUp(features); i += target.Lanes)
        {
            var valid = Math.Min(target.Lanes, Math.Max(0, features - i));
            if (valid > 0) statements.AddRange(write(i, valid == target.Lanes ? null : Mask(valid)));
            else statements.AddRange(write(i, Mask(0)));
        }

        return statements;

        static Expression Mask(int lanes) => new WidthCallExpression("PartialLanes", "First", Number(lanes));
    }

    /// <summary>The vectors of accumulators that make one block.</summary>
    public static IEnumerable<string> BlockNames(Target target, string name)
    {
        for (var v = 0; v < target.VectorsPerBlock; v++) yield return target.VectorsPerBlock == 1 ? name : name + Number(v);
    }

    /// <summary>The accumulator that the vector at <paramref name="offset"/> of a row belongs to: lane for lane the same at every width.</summary>
    public static string BlockName(Target target, string name, int vector) =>
        target.VectorsPerBlock == 1 ? name : name + Number(vector % target.VectorsPerBlock);

    /// <summary>The sum, or maximum, over a block's 16 lanes by one fixed tree.</summary>
    public static Expression OverLanes(Target target, string function, string name)
    {
        var arguments = new List<Expression>();
        foreach (var part in BlockNames(target, name)) arguments.Add(Name(part));
        return Call("Lanes", function, [.. arguments]);
    }

    public static Expression Masked(Expression? mask, Expression value, Expression otherwise) => mask is null ? value : Select(mask, value, otherwise);
}
