using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Layer norm: each row by its own mean and deviation.</summary>
internal static class LayerNormSchedules
{
    public static Statement Forward(PassBuilder pass, LayerNormOperation operation)
    {
        var features = (int)operation.Output.Shape.Size;
        var stride = pass.Stride(operation.Output);
        var name = pass.Write($"layer norm {features}", RoutineBook.MethodStem(operation.Layer), unique => OverRows(
            unique, "y = γ·(x − μ)/√(σ² + ε) + β, with μ and σ² of the row", ["x", "scale", "shift", "y"],
            [new LoopStatement("row", 0, "rows", 1,
            [
                .. Statistics(pass.Target, features),
                .. OverFeatures(pass.Target, features, (i, _) =>
                    [new StoreStatement(new Place("y", i), Fma(Normal(i), Load(new Place("scale", i)), Load(new Place("shift", i))))]),
                new AdvanceStatement("x", stride),
                new AdvanceStatement("y", stride),
            ])]));
        return new CallStatement(name, [pass.Place(operation.Input), pass.Place(operation.Scale), pass.Place(operation.Shift), pass.Place(operation.Output), (Index)"rows"]);
    }

    public static Statement Gradient(PassBuilder pass, LayerNormGradientOperation operation)
    {
        var features = (int)operation.InputGradient.Shape.Size;
        var stride = pass.Stride(operation.InputGradient);
        var name = pass.Write($"layer norm gradient {features}", RoutineBook.MethodStem(operation.Layer) + "Gradient", unique => OverRows(
            unique, "dγ = Σ dy·x̂, dβ = Σ dy, dx = 1/σ·(γ·dy − mean γ·dy − x̂·mean(γ·dy·x̂))", ["x", "dy", "scale", "dScale", "dShift", "dx"],
            [
                new LoopStatement("i", 0, stride, pass.Target.Lanes, [new StoreStatement(new Place("dScale", "i"), 0), new StoreStatement(new Place("dShift", "i"), 0)]),
                new LoopStatement("row", 0, "rows", 1,
                [
                    .. Statistics(pass.Target, features),
                    .. RowReduction.Reduce(pass.Target, features, "slopes", "Sum", 0, (sum, i) => Fma(Slope(i), Load(new Place("scale", i)), sum)),
                    .. RowReduction.Reduce(pass.Target, features, "products", "Sum", 0, (sum, i) => Fma(Slope(i) * Load(new Place("scale", i)), Normal(i), sum)),
                    Let("meanSlope", Broadcast(Name("slopes") / Scalar(features))),
                    Let("meanProduct", Broadcast(Name("products") / Scalar(features))),
                    .. OverFeatures(pass.Target, features, (i, mask) =>
                    [
                        new StoreStatement(new Place("dScale", i), Fma(Slope(i), Masked(mask, Normal(i), 0), Load(new Place("dScale", i)))),
                        new StoreStatement(new Place("dShift", i), Load(new Place("dShift", i)) + Slope(i)),
                        new StoreStatement(new Place("dx", i), Masked(
                            mask,
                            Name("inverse") * ((Slope(i) * Load(new Place("scale", i))) - Name("meanSlope") - (Normal(i) * Name("meanProduct"))),
                            0)),
                    ]),
                    new AdvanceStatement("x", stride),
                    new AdvanceStatement("dy", stride),
                    new AdvanceStatement("dx", stride),
                ]),
            ]));
        return new CallStatement(name, [
            pass.Place(operation.Input), pass.Place(operation.OutputGradient), pass.Place(operation.Scale),
            pass.Gradient(operation.Scale), pass.Gradient(operation.Shift), pass.Place(operation.InputGradient), (Index)"rows"], Split: Split.None);
    }

    /// <summary>Lets <c>mean</c> and <c>inverse</c> (1/σ) of the row stand in every lane.</summary>
    private static IEnumerable<Statement> Statistics(Target target, int features) =>
    [
        .. RowReduction.Reduce(target, features, "total", "Sum", 0, (sum, i) => sum + Load(new Place("x", i))),
        Let("mean", Broadcast(Name("total") / Scalar(features))),
        .. RowReduction.Reduce(target, features, "squares", "Sum", 0, (sum, i) => Fma(Load(new Place("x", i)) - Name("mean"), Load(new Place("x", i)) - Name("mean"), sum)),
        Let("inverse", (Expression)1 / Sqrt(Broadcast(Name("squares") / Scalar(features)) + LayerNormOperation.Epsilon)),
    ];

    private static Expression Normal(Index i) => (Load(new Place("x", i)) - Name("mean")) * Name("inverse");

    private static Expression Slope(Index i) => Load(new Place("dy", i));

    private static LetStatement Let(string name, Expression value) => new(LocalType.Vector, name, value);
}
