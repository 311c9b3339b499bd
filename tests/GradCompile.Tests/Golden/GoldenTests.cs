namespace GradCompile.Tests;

/// <summary>The emitted code agrees with PyTorch, at every vector width: outputs, loss, gradients, and weights after some steps.</summary>
public class GoldenTests
{
    public static TheoryData<string> Cases() => [.. GoldenCase.Names()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorch(string id)
    {
        var golden = GoldenCase.Read(id);
        using var first = NetworkUnderTest.Compile(golden.Source);
        foreach (var bits in VectorWidths.All)
        {
            Check(golden, first.Again(bits), bits);
        }
    }

    private static void Check(GoldenCase golden, NetworkUnderTest network, int bits)
    {
        foreach (var (name, values) in golden.Weights) network.SetTensor(name, values);
        Assert.Equal(golden.Weights.Keys.Order(StringComparer.Ordinal), network.Info.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal));
        var inputs = golden.InputOutput["x"];
        var outputs = new float[golden.InputOutput["y_eval"].Length];
        network.Predict(inputs, outputs);
        Same(golden.InputOutput["y_eval"], outputs, $"{bits}: outputs");

        // Row by row, too: one row may have a path of its own.
        var (inputSize, outputSize) = (inputs.Length / golden.Batch, outputs.Length / golden.Batch);
        for (var row = 0; row < golden.Batch; row++)
        {
            network.Predict(inputs.AsSpan(row * inputSize, inputSize), outputs.AsSpan(row * outputSize, outputSize));
        }

        Same(golden.InputOutput["y_eval"], outputs, $"{bits}: outputs, row by row");

        float[]? targets = golden.Labels is null ? golden.InputOutput["targets"] : null;
        var loss = targets is null ? network.ComputeGradients(inputs, golden.Labels) : network.ComputeGradients(inputs, targets);
        Same([golden.Loss], [loss], $"{bits}: loss");
        foreach (var (name, values) in golden.Gradients) Same(values, network.GetGradient(name), $"{bits}: gradient of {name}");
        for (var step = 0; step < golden.Steps; step++)
        {
            var stepLoss = targets is null ? network.Train(inputs, golden.Labels) : network.Train(inputs, targets);
            Same([golden.StepLosses[step]], [stepLoss], $"{bits}: loss of step {step}");
        }

        if (golden.After is null) return;
        foreach (var (name, values) in golden.After) Same(values, network.GetTensor(name), $"{bits}: {name} after {golden.Steps} steps");
    }

    private static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = Math.Max(1e-5, 1e-4 * Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what}[{i}]: expected {expected[i]:G9}, found {actual[i]:G9}.");
        }
    }
}
