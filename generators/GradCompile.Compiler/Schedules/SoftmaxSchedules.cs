using System.Collections.Generic;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Softmax over the features of a row.</summary>
internal static class SoftmaxSchedules
{
    public static Statement Forward(PassBuilder pass, SoftmaxOperation operation)
    {
        var features = operation.Output.Shape.Channels;
        var (rows, stride) = pass.Pixels(operation.Output);
        var name = pass.Write($"softmax {features}", "Softmax", unique => OverRows(
            unique, "y = exp(x − max x) / Σ exp(x − max x)", ["x", "y"],
            [new LoopStatement("row", 0, "rows", 1,
            [
                .. Exponentials(pass.Target, features, "x", "y"),
                new LetStatement(LocalType.Vector, "share", Broadcast(Scalar(1) / Name("sum"))),
                .. OverFeatures(pass.Target, features, (i, _) => [new StoreStatement(new Place("y", i), Load(new Place("y", i)) * Name("share"))]),
                new AdvanceStatement("x", stride),
                new AdvanceStatement("y", stride),
            ])]));
        return new CallStatement(name, [pass.Place(operation.Input), pass.Place(operation.Output), rows]);
    }

    public static Statement Gradient(PassBuilder pass, SoftmaxGradientOperation operation)
    {
        var features = operation.InputGradient.Shape.Channels;
        var (rows, stride) = pass.Pixels(operation.InputGradient);
        var name = pass.Write($"softmax gradient {features}", "SoftmaxGradient", unique => OverRows(
            unique, "dx = y·(dy − Σ y·dy)", ["y", "dy", "dx"],
            [new LoopStatement("row", 0, "rows", 1,
            [
                .. RowReduction.Reduce(pass.Target, features, "product", "Sum", 0, (sum, i) => Fma(Load(new Place("y", i)), Load(new Place("dy", i)), sum)),
                new LetStatement(LocalType.Vector, "common", Broadcast("product")),
                .. OverFeatures(pass.Target, features, (i, _) => [new StoreStatement(new Place("dx", i), Load(new Place("y", i)) * (Load(new Place("dy", i)) - Name("common")))]),
                new AdvanceStatement("y", stride),
                new AdvanceStatement("dy", stride),
                new AdvanceStatement("dx", stride),
            ])]));
        return new CallStatement(name, [pass.Place(operation.Result), pass.Place(operation.OutputGradient), pass.Place(operation.InputGradient), rows]);
    }

    /// <summary>
    /// Stores exp(x − max) with zeros in the padding, and lets the scalars <c>max</c> and <c>sum</c> be the row's maximum and
    /// the sum of the exponentials.
    /// </summary>
    public static List<Statement> Exponentials(Target target, int features, string source, string destination) =>
    [
        .. RowReduction.Reduce(target, features, "max", "Max", double.NegativeInfinity, (max, i) => Vector("Max", max, Load(new Place(source, i)))),
        new LetStatement(LocalType.Vector, "shift", Broadcast("max")),
        .. OverFeatures(target, features, (i, mask) =>
            [new StoreStatement(new Place(destination, i), Masked(mask, Function("Exp", Load(new Place(source, i)) - Name("shift")), 0))]),
        .. RowReduction.Reduce(target, features, "sum", "Sum", 0, (sum, i) => sum + Load(new Place(destination, i))),
    ];
}
