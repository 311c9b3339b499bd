using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using GradCompile.Compiler.Rewrites;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>From graphs to a plan: for each vector width, every routine with its tiles, loops and addresses.</summary>
public static class Scheduler
{
    /// <summary>Floats of scratch that a chunk of prediction may touch: half of a 1 MiB second-level cache.</summary>
    private const int ChunkFloats = 128 * 1024;

    /// <summary>Rows up to which one image after the other is quicker than sixteen at a time, if its pixels fill the lanes; measured on LeNet-5.</summary>
    private const int FewRows = 12;

    /// <summary>The same where the channels of some convolution leave half of the lanes empty.</summary>
    private const int FewSparseRows = 6;

    /// <exception cref="Declared.FaultException">The code would be too large.</exception>
    public static Plan Schedule(NetworkModel model, NetworkForecast? forecast, CompileSettings settings)
    {
        var evaluation = RewritePipeline.Evaluation(model).Last().Graph;
        var training = RewritePipeline.Training(model).LastOrDefault()?.Graph;
        var storage = StoragePlanner.Place(model);
        var most = settings.MostInstructions;
        var predictScratch = StepPlanner.Plan(evaluation, storage, 0, most);
        var trainingScratch = training is null ? null : StepPlanner.Plan(training, storage, TransposedFloats(training), most);
        var output = predictScratch.Values[evaluation.Output];
        var few = predictScratch.Layout.RowBlock > 1 ? RewritePipeline.Evaluation(model, hasManyRows: false).Last().Graph : null;
        var fewScratch = few is null ? null : StepPlanner.Plan(few, storage, 0, most);
        var predict = new PredictLayout(
            predictScratch.Layout, output.PerRow, output.Stride, ChunkRows(predictScratch.Layout), RowSchedules.Suits(evaluation),
            few is null ? null : new FewRowsLayout(IsSparse(few) ? FewSparseRows : FewRows, fewScratch!.Layout, fewScratch.Values[few.Output].PerRow));

        var targets = Target.All.Where(target => settings.VectorWidths.Contains(target.Bits)).Select(target =>
        {
            var book = new RoutineBook(most);
            Forward(book, model, target, evaluation, storage, predictScratch, predict.HasRowPath, few, fewScratch);
            if (training is not null) Backward(book, target, training, storage, trainingScratch!);
            return new TargetPlan(target.Bits, book.Routines, book.Shared);
        });
        var outputs = (int)evaluation.Output.Shape.Size;
        var labelClasses = model.Loss is { } loss && LossSchedules.TakesLabels(loss, outputs) ? Math.Max(2, outputs) : 0;
        if (model.Loss == Declared.LossKind.SoftmaxCrossEntropy) labelClasses = outputs;
        var needsTwoRows = model.Training.Operations.Any(o => o is BatchNormOperation { Input.Shape.Positions: 1 });
        return new Plan(model, storage, predict, trainingScratch?.Layout, [.. targets], labelClasses, needsTwoRows ? 2 : 1, forecast);
    }

    private static bool IsSparse(Graph few) => few.Operations.OfType<ConvolutionOperation>()
        .Any(o => o.Output.Arrangement == Arrangement.Pixels && 3 * Blocks.RoundUp(o.Output.Shape.Channels) > 4 * o.Output.Shape.Channels);

    /// <summary>As many rows as stay in the cache together, but enough for whole tiles.</summary>
    private static int ChunkRows(ScratchLayout scratch)
    {
        var rows = Math.Max(12, Math.Min(256, ChunkFloats / Math.Max(1, scratch.PerRow)));
        return scratch.RowBlock == 1 ? rows : Math.Max(2 * Blocks.Lanes, rows / Blocks.Lanes * Blocks.Lanes);
    }

    private static void Forward(
        RoutineBook book, NetworkModel model, Target target, Graph evaluation, StorageLayout storage, ScratchPlan scratch, bool hasRowPath, Graph? few, ScratchPlan? fewScratch)
    {
        var pass = new PassBuilder(target, book, evaluation, storage, scratch);
        PassSchedule.Write(book, pass, evaluation, "Predict", "The forward pass of prediction.");
        if (few is not null)
        {
            PassSchedule.Write(
                book, new PassBuilder(target, book, few, storage, fewScratch!), few, "PredictFew", "The forward pass of prediction for a few rows, with channels in the lanes.");
        }

        if (hasRowPath) RowSchedules.Write(book, target, evaluation, storage);
        if (model.Loss is { } loss)
        {
            var outputs = (int)evaluation.Output.Shape.Size;
            book.Get("loss", "Loss", name => new Routine(
                name, [$"The loss of a batch's outputs: {loss}."],
                [Ref("outputs"), Ref("targets"), new(ParameterType.LabelReference, "labels"), Int("rows"), Int("batchRows")], true, true,
                [
                    new LetStatement(LocalType.Double, "loss", Scalar(0)),
                    .. LossSchedules.TakesLabels(loss, outputs)
                        ? new Statement[] { new IfStatement("Unsafe.IsNullRef(ref labels)", [Call(false)], [Call(true)]) }
                        : [Call(false)],
                    new ReturnStatement(Name("loss")),
                ]));
            CallStatement Call(bool labels) => new(
                LossSchedules.Routine(book, target, loss, outputs, labels, gradient: false),
                [new Place("outputs", 0), new Place(labels ? "labels" : "targets", 0), (Index)"rows", (Index)"batchRows"], "loss");
        }
    }

    private static void Backward(RoutineBook book, Target target, Graph training, StorageLayout storage, ScratchPlan scratch)
    {
        var pass = new PassBuilder(target, book, training, storage, scratch);
        PassSchedule.Write(book, pass, training, "Gradients", "Forward pass in training mode, loss, and backward pass: the gradient of every parameter.");
    }

    /// <summary>Room for the largest transposed weights: they are transposed once a step, layer after layer in the same place.</summary>
    private static int TransposedFloats(Graph training) => training.Operations
        .Select(o => o switch
        {
            DenseInputGradientOperation dense => dense.Weight,
            DenseInputActivationGradientOperation dense => dense.Weight,
            ConvolutionInputGradientOperation { OutputGradient.Arrangement: Arrangement.Pixels } convolution => convolution.Weight,
            _ => null,
        })
        .Select(weight => weight is null ? 0 : checked((int)(weight.Size / weight.Shape[1] * Blocks.RoundUp(weight.Shape[1]))))
        .DefaultIfEmpty(0)
        .Max();
}
