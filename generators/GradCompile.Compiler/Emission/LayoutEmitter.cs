using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>The constants that the engine and <c>Info</c> are made of.</summary>
internal static class LayoutEmitter
{
    public static void Print(CodeWriter writer, Plan plan)
    {
        var model = plan.Model;
        writer.Line("public override ProgramLayout Layout { get; } = new()");
        writer.Open();
        Info(writer, plan);
        writer.Line($"InputSize = {N(model.Evaluation.Input.Shape.Size)},");
        writer.Line($"OutputSize = {N(model.Evaluation.Output.Shape.Size)},");
        writer.Line($"OutputStride = {N(plan.Predict.OutputStride)},");
        writer.Line($"ParameterLength = {N(plan.Storage.ParameterLength)},");
        writer.Line($"StatisticsLength = {N(plan.Storage.StatisticsLength)},");
        writer.Line("Tensors = TensorPlaces,");
        writer.Line($"PredictScratchPerRow = {N(plan.Predict.Scratch.PerRow)},");
        writer.Line($"PredictScratchFixed = {N(plan.Predict.Scratch.Fixed)},");
        if (plan.Predict.Scratch.RowBlock > 1) writer.Line($"PredictRowBlock = {N(plan.Predict.Scratch.RowBlock)},");
        writer.Line($"PredictOutputOffset = {N(plan.Predict.OutputOffset)},");
        writer.Line($"PredictChunkRows = {N(plan.Predict.ChunkRows)},");
        if (plan.Predict.Few is { } few)
        {
            writer.Line($"FewRows = {N(few.Rows)},");
            writer.Line($"FewScratchPerRow = {N(few.Scratch.PerRow)},");
            writer.Line($"FewScratchFixed = {N(few.Scratch.Fixed)},");
            writer.Line($"FewOutputOffset = {N(few.OutputOffset)},");
        }

        if (plan.Predict.HasRowPath) writer.Line("HasRowPath = true,");
        if (plan.Targets.Count < CompileSettings.Widths.Count()) writer.Line($"VectorWidths = {Array(plan.Targets.Select(target => target.Bits))},");
        if (plan.Training is { } training) Training(writer, plan, training);
        writer.Close("};");
    }

    private static void Training(CodeWriter writer, Plan plan, ScratchLayout scratch)
    {
        var model = plan.Model;
        writer.Line("IsTrainable = true,");
        writer.Line($"TrainScratchPerRow = {N(scratch.PerRow)},");
        writer.Line($"TrainScratchFixed = {N(scratch.Fixed)},");
        if (scratch.RowBlock > 1) writer.Line($"TrainRowBlock = {N(scratch.RowBlock)},");
        writer.Line($"LabelClasses = {N(plan.LabelClasses)},");
        writer.Line($"MinimumTrainingRows = {N(plan.MinimumTrainingRows)},");
        writer.Line($"Loss = global::GradCompile.Loss.{model.Loss},");
        writer.Line($"LearningRate = {D(model.Optimizer!.Rate)},");
        writer.Line($"Optimizer = {Optimizer(model.Optimizer)},");
        if (model.Clip is { } clip) writer.Line($"Clip = new(ClipKind.{clip.Kind}, {D(clip.Threshold)}, {D(clip.Decay)}),");
    }

    private static string Optimizer(DeclaredOptimizer optimizer) => optimizer switch
    {
        SgdOptimizer sgd => $"new SgdOptions(Momentum: {D(sgd.Momentum)}, Nesterov: {(sgd.Nesterov ? "true" : "false")})",
        AdamOptimizer adam => $"new AdamOptions(Beta1: {D(adam.Beta1)}, Beta2: {D(adam.Beta2)}, Epsilon: {D(adam.Epsilon)}, WeightDecay: {D(adam.WeightDecay ?? 0)})",
        RmsPropOptimizer rmsProp => $"new RmsPropOptions(Decay: {D(rmsProp.Decay)}, Epsilon: {D(rmsProp.Epsilon)}, Momentum: {D(rmsProp.Momentum)})",
        AdaGradOptimizer adaGrad => $"new AdaGradOptions(Epsilon: {D(adaGrad.Epsilon)})",
        _ => throw new System.InvalidOperationException($"{optimizer.GetType().Name} is unknown to the emitter."),
    };

    private static void Info(CodeWriter writer, Plan plan)
    {
        var model = plan.Model;
        writer.Line("Info = new(");
        writer.Line($"    Name: {Identifiers.Literal(model.Declaration.Type.FullName)},");
        writer.Line($"    InputShape: {Array(model.Evaluation.Input.Shape.Dimensions)},");
        writer.Line($"    OutputShape: {Array(model.Evaluation.Output.Shape.Dimensions)},");
        writer.Line("    Layers: new LayerInfo[]");
        writer.Line("    {");
        foreach (var layer in model.Layers)
        {
            writer.Line($"        new({Identifiers.Literal(layer.Name)}, {Identifiers.Literal(layer.Kind)}, {Array(layer.Output.Dimensions)}, {N(layer.Parameters)}, {N(layer.Flops)}),");
        }

        writer.Line("    },");
        writer.Line("    Tensors: TensorDescriptor.Describe(TensorPlaces),");
        writer.Line($"    ParameterCount: {N(model.Parameters.Where(p => p.IsTrainable).Sum(p => p.Size))},");
        writer.Line($"    FlopsPerRow: {N(model.Layers.Sum(l => l.Flops))},");
        writer.Line("    Forecast: new(new LayerForecast[]");
        writer.Line("    {");
        if (plan.Forecast is { } forecast)
        {
            foreach (var layer in forecast.Layers)
            {
                writer.Line($"        new({Identifiers.Literal(layer.Name)}, ForwardRms: {F(layer.ForwardRms)}, Saturated: {F(layer.Saturated)}, Dead: {F(layer.Dead)}, WeightGradientNorm: {F(layer.WeightGradientNorm)}),");
            }
        }

        writer.Line("    })),");
    }

    /// <summary>Every tensor's place. It stands before what reads it, as static fields are initialised in their order.</summary>
    public static void PrintTensors(CodeWriter writer, StorageLayout storage)
    {
        writer.Line("private static readonly TensorDescriptor[] TensorPlaces =");
        writer.Line("[");
        foreach (var place in storage.Placements)
        {
            var parameter = place.Parameter;
            var start = parameter.Initializer;
            writer.Line(
                $"    new({Identifiers.Literal(parameter.Name)}, {Array(parameter.Shape)}, TensorStore.{(parameter.IsTrainable ? "Parameters" : "Statistics")}, {N(place.Offset)}, "
                + $"TensorLayout.{place.Order}, {N(place.Stride)}, new(Init.{start.Kind}, {D(start.Scale)}, {D(start.Mean)}, {N(start.FanIn)}, {N(start.FanOut)}){Penalty(parameter)}),");
        }

        writer.Line("];");
        writer.Line();

        static string Penalty(Parameter parameter) =>
            (parameter.L1 == 0 ? "" : $", L1: {D(parameter.L1)}") + (parameter.L2 == 0 ? "" : $", L2: {D(parameter.L2)}");
    }

    private static string Array(IEnumerable<int> numbers) => $"new[] {{ {string.Join(", ", numbers.Select(n => N(n)))} }}";

    private static string N(long value) => value.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>A double literal that reads back to the same bits.</summary>
    private static string D(double value) => double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : Shortest(value) + "d";

    /// <summary>A forecast's literal: more than six digits would be pretence.</summary>
    private static string F(double value) => value.ToString("G6", CultureInfo.InvariantCulture) + "d";

    private static string Shortest(double value)
    {
        var text = value.ToString("G15", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
