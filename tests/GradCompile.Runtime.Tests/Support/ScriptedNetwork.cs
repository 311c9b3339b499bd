namespace GradCompile.Runtime.Tests.Support;

/// <summary>A matrix and a bias whose gradients a test sets, each in PyTorch's order.</summary>
internal sealed class ScriptedNetwork
{
    private readonly ScriptedProgram _program;

    public ScriptedNetwork(OptimizerOptions optimizer, ClipOptions? clip = null, double rate = 0.1, int outputs = 19, int inputs = 7, int seed = 1, double l1 = 0, double l2 = 0)
    {
        (OutputCount, InputCount) = (outputs, inputs);
        var weight = Layouts.Weight(outputs, inputs, 0, l1: l1, l2: l2);
        var bias = Layouts.Vector("dense1.bias", outputs, weight.Length);
        _program = new ScriptedProgram(new ProgramLayout
        {
            Info = new NetworkInfo("Scripted", [1], [1], [], [], 0, 0, new Forecast([])),
            InputSize = 1,
            OutputSize = 1,
            OutputStride = 16,
            ParameterLength = weight.Length + bias.Length,
            StatisticsLength = 0,
            Tensors = [weight, bias],
            PredictScratchPerRow = 16,
            PredictScratchFixed = 0,
            PredictOutputOffset = 0,
            PredictChunkRows = 1,
            IsTrainable = true,
            LearningRate = rate,
            Optimizer = optimizer,
            Clip = clip,
        });
        Engine = new NetworkEngine(_program, 0);
        var random = new Random(seed);
        Weight = Draw(random, outputs * inputs, 1);
        Bias = Draw(random, outputs, 1);
        Engine.SetTensor("dense1.weight", Weight);
        Engine.SetTensor("dense1.bias", Bias);
    }

    public NetworkEngine Engine { get; }

    public NetworkProgram Program => _program;

    public int OutputCount { get; }

    public int InputCount { get; }

    /// <summary>As set at the start.</summary>
    public float[] Weight { get; }

    /// <summary>As set at the start.</summary>
    public float[] Bias { get; }

    public static float[] Draw(Random random, int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * 2 * scale))];

    public float Compute(float[] weightGradient, float[] biasGradient)
    {
        var stride = Layouts.RoundUp(OutputCount);
        for (var o = 0; o < OutputCount; o++)
        {
            for (var i = 0; i < InputCount; i++) _program.Gradient[(i * stride) + o] = weightGradient[(o * InputCount) + i];
            _program.Gradient[(InputCount * stride) + o] = biasGradient[o];
        }

        return Engine.ComputeGradients([0f], [0f]);
    }

    public void Step(float[] weightGradient, float[] biasGradient)
    {
        Compute(weightGradient, biasGradient);
        Engine.ApplyGradients();
    }

    /// <summary>Weight, then bias.</summary>
    public float[] Parameters()
    {
        var (weight, bias) = (new float[Weight.Length], new float[Bias.Length]);
        Engine.GetTensor("dense1.weight", weight);
        Engine.GetTensor("dense1.bias", bias);
        return [.. weight, .. bias];
    }

    /// <summary>Weight, then bias.</summary>
    public (float[] Weight, float[] Bias) Gradients()
    {
        var (weight, bias) = (new float[Weight.Length], new float[Bias.Length]);
        Engine.GetGradient("dense1.weight", weight);
        Engine.GetGradient("dense1.bias", bias);
        return (weight, bias);
    }
}
