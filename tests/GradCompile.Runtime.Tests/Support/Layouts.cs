namespace GradCompile.Runtime.Tests.Support;

/// <summary>The layout of y = Wx + b, written by hand, with or without running statistics beside it.</summary>
internal static class Layouts
{
    public const int Inputs = 5;
    public const int Outputs = 3;

    public static int RoundUp(int length) => (length + 15) / 16 * 16;

    public static TensorDescriptor Weight(int outputs, int inputs, int offset, TensorInitializer? initializer = null, double l1 = 0, double l2 = 0) => new(
        "dense1.weight", [outputs, inputs], TensorStore.Parameters, offset, TensorLayout.Transposed, RoundUp(outputs),
        initializer ?? new TensorInitializer(Init.XavierNormal, 1, 0, inputs, outputs), l1, l2);

    public static TensorDescriptor Vector(string name, int length, int offset, TensorStore store = TensorStore.Parameters, double value = 0) => new(
        name, [length], store, offset, TensorLayout.Vector, RoundUp(length), new TensorInitializer(Init.Constant, value, 0, 1, 1), 0, 0);

    /// <summary>dense1.weight [3, 5], dense1.bias [3], and the running statistics of three features.</summary>
    public static ProgramLayout Linear(
        OptimizerOptions? optimizer = null, ClipOptions? clip = null, double rate = 0.1, double l1 = 0, double l2 = 0,
        Loss loss = Loss.MeanSquaredError, int labelClasses = 0, int minimumRows = 1, bool hasRowPath = false, int chunkRows = 4, bool isTrainable = true)
    {
        var weight = Weight(Outputs, Inputs, 0, l1: l1, l2: l2);
        TensorDescriptor[] tensors =
        [
            weight,
            Vector("dense1.bias", Outputs, weight.Length),
            Vector("batchnorm1.running_mean", Outputs, 0, TensorStore.Statistics),
            Vector("batchnorm1.running_var", Outputs, 16, TensorStore.Statistics, 1),
        ];
        return new ProgramLayout
        {
            Info = new NetworkInfo(
                "Linear", [Inputs], [Outputs], [], [.. tensors.Select(t => new TensorInfo(t.Name, t.Shape, t.Store == TensorStore.Parameters))],
                (Outputs * Inputs) + Outputs, 2 * Outputs * Inputs, new Forecast([])),
            InputSize = Inputs,
            OutputSize = Outputs,
            OutputStride = 16,
            ParameterLength = weight.Length + 16,
            StatisticsLength = 32,
            Tensors = tensors,
            PredictScratchPerRow = 24,
            PredictScratchFixed = 32,
            PredictOutputOffset = 8,
            PredictChunkRows = chunkRows,
            HasRowPath = hasRowPath,
            TrainScratchPerRow = 16,
            TrainScratchFixed = 16,
            IsTrainable = isTrainable,
            LabelClasses = labelClasses,
            Loss = loss,
            MinimumTrainingRows = minimumRows,
            LearningRate = rate,
            Optimizer = isTrainable ? optimizer ?? new SgdOptions(0, false) : null,
            Clip = clip,
        };
    }
}
