using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>The table of operations: how each becomes calls of routines.</summary>
internal static class OperationSchedules
{
    private delegate IEnumerable<Statement> Schedule(PassBuilder pass, Operation operation);

    private static readonly IReadOnlyDictionary<Type, Schedule> Table = new (Type Operation, Schedule Schedule)[]
    {
        Row<DenseOperation>((pass, o) => DenseSchedules.Forward(pass, o.Layer, o.Input, null, o.Output, o.Weight, o.Bias, ActivationKind.Identity, 0)),
        Row<DenseActivationOperation>((pass, o) => DenseSchedules.Forward(pass, o.Layer, o.Input, o.Sum, o.Output, o.Weight, o.Bias, o.Kind, o.Alpha)),
        Row<DenseWeightGradientOperation>((pass, o) => DenseSchedules.WeightGradient(pass, o.Layer, o.Input, o.OutputGradient, o.Weight, o.Bias)),
        Row<DenseInputGradientOperation>((pass, o) => DenseSchedules.InputGradient(pass, o.Layer, o.OutputGradient, o.Weight, o.InputGradient, null)),
        Row<DenseInputActivationGradientOperation>((pass, o) =>
            DenseSchedules.InputGradient(pass, o.Layer, o.OutputGradient, o.Weight, o.InputGradient, (o.Kind, o.Alpha, o.Source))),
        Row<ActivationOperation>((pass, o) => [ElementwiseSchedules.Activation(pass, o)]),
        Row<ActivationGradientOperation>((pass, o) => [ElementwiseSchedules.ActivationGradient(pass, o)]),
        Row<AddOperation>((pass, o) => [ElementwiseSchedules.Add(pass, o)]),
        Row<ScaleOperation>((pass, o) => [ElementwiseSchedules.Scale(pass, o)]),
        Row<DropoutOperation>(ElementwiseSchedules.Dropout),
        Row<SoftmaxOperation>((pass, o) => [SoftmaxSchedules.Forward(pass, o)]),
        Row<SoftmaxGradientOperation>((pass, o) => [SoftmaxSchedules.Gradient(pass, o)]),
        Row<BatchNormOperation>((pass, o) => [o.IsTraining ? BatchNormSchedules.Training(pass, o) : BatchNormSchedules.Evaluation(pass, o)]),
        Row<BatchNormGradientOperation>((pass, o) => [BatchNormSchedules.Gradient(pass, o)]),
        Row<LayerNormOperation>((pass, o) => [LayerNormSchedules.Forward(pass, o)]),
        Row<LayerNormGradientOperation>((pass, o) => [LayerNormSchedules.Gradient(pass, o)]),
        Row<LossOperation>(Loss),
        Row<ConvolutionOperation>(ConvolutionSchedules.Forward),
        Row<ConvolutionWeightGradientOperation>(ConvolutionSchedules.WeightGradient),
        Row<ConvolutionInputGradientOperation>(ConvolutionSchedules.InputGradient),
        Row<MaxPoolOperation>((pass, o) => [PoolSchedules.Max(pass, o)]),
        Row<MaxPoolGradientOperation>((pass, o) => [PoolSchedules.MaxGradient(pass, o)]),
        Row<AveragePoolOperation>((pass, o) => [PoolSchedules.Average(pass, o)]),
        Row<AveragePoolGradientOperation>((pass, o) => [PoolSchedules.AverageGradient(pass, o)]),
        Row<GlobalAveragePoolOperation>((pass, o) => [PoolSchedules.GlobalAverage(pass, o)]),
        Row<GlobalAveragePoolGradientOperation>((pass, o) => [PoolSchedules.GlobalAverageGradient(pass, o)]),
        Row<PadImageOperation>((pass, o) => [ArrangementSchedules.Pad(pass, o)]),
        Row<CropImageOperation>((pass, o) => [ArrangementSchedules.Crop(pass, o)]),
        Row<ArrangeOperation>((pass, o) => [ArrangementSchedules.Arrange(pass, o)]),
        Row<PadOperation>((pass, o) => [new CallStatement(
            "Matrices.Pad", [pass.Place(o.Input), (Index)(int)o.Input.Shape.Size, pass.Place(o.Output), (Index)pass.Stride(o.Output), (Index)"rows"])]),
    }.ToDictionary(row => row.Operation, row => row.Schedule);

    public static IEnumerable<Statement> Of(PassBuilder pass, Operation operation) => Table[operation.GetType()](pass, operation);

    private static (Type, Schedule) Row<T>(Func<PassBuilder, T, IEnumerable<Statement>> schedule)
        where T : Operation => (typeof(T), (pass, operation) => schedule(pass, (T)operation));

    private static IEnumerable<Statement> Loss(PassBuilder pass, LossOperation operation)
    {
        var outputs = (int)operation.Logits.Shape.Size;
        var byTargets = Call(labels: false);
        if (!LossSchedules.TakesLabels(operation.Kind, outputs)) return [byTargets];
        return [new IfStatement("pass.HasLabels", [Call(labels: true)], [byTargets])];

        CallStatement Call(bool labels) => new(
            pass.Loss(operation.Kind, outputs, labels, gradient: true),
            [
                pass.Place(operation.Logits), labels ? new Place("pass.Labels", "from") : new Place("pass.Targets", (Index)outputs * "from"), pass.Place(operation.Gradient),
                new Place("pass.Losses", "from / 16"), (Index)"rows", (Index)"pass.Rows",
            ]);
    }
}
