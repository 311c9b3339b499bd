using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Reference;

namespace GradCompile.Tests;

/// <summary>The oracle's gradients against finite differences of the oracle's loss, for every operation, activation and loss.</summary>
public class FiniteDifferenceTests
{
    public static TheoryData<string> Sources()
    {
        var data = new TheoryData<string>();
        foreach (var activation in Enum.GetNames<Activation>()) data.Add($"[Network(4), Dense(5, Activation.{activation}, Alpha = 0.3), Dense(3), Loss(Loss.MeanSquaredError)]");
        foreach (var loss in Enum.GetNames<Loss>()) data.Add($"[Network(4), Dense(5, Activation.Tanh, BiasStd = 0.5), Dense(3), Loss(Loss.{loss}), ElasticNet(0.01, 0.5)]");
        data.Add("[Network(4), Dense(6), BatchNorm, Activation(Activation.Tanh), Dense(2), Loss(Loss.Huber)]");
        data.Add("[Network(4), Dense(6), LayerNorm, Activation(Activation.Tanh), Dense(2), Loss(Loss.Huber), L2(0.1)]");
        data.Add("[Network(4), LayerNorm, Dropout(0.4), Dense(2), Softmaxed, Loss(Loss.MeanSquaredError)]".Replace("Softmaxed", "Activation(Activation.Softmax)", StringComparison.Ordinal));
        data.Add("[Network(4), Residual<Part>(Repeat = 2, Scale = 0.7, Activation = Activation.ELU), Dense(2), Loss(Loss.SoftmaxCrossEntropy), L1(0.01)]");
        data.Add("[Network(1, 2, 3), Activation(Activation.Mish), Flatten, Dense(2), Loss(Loss.SigmoidCrossEntropy)]");
        return data;
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void GradientsAreSlopesOfTheLoss(string attributes)
    {
        const int Rows = 5;
        var model = ModelOf.Source($"using GradCompile;\n{attributes}\npublic partial class Net;\n[Block, Dense(3, Activation.Tanh), BatchNorm, Residual<Inner>, Dense(6)] public partial class Part;\n[Block, Dense(3)] public partial class Inner;");
        var random = new Random(17);
        var tensors = model.Parameters.ToDictionary(p => p.Name, p => Numbers(random, (int)p.Size, p.Role == ParameterRole.NormScale ? 1 : 0));
        var inputs = Enumerable.Range(0, Rows).Select(_ => Numbers(random, (int)model.Training.Input.Shape.Size, 0)).ToArray();
        var targets = Enumerable.Range(0, Rows).Select(_ => Numbers(random, (int)model.Training.Output.Shape.Size, 0.5)).ToArray();
        var network = new ReferenceNetwork(model, tensors, (_, row, i) => ((row * 7) + i) % 3 == 0 ? 0 : 1.6);
        var result = network.ComputeGradients(inputs, targets);
        foreach (var parameter in model.Parameters.Where(p => p.IsTrainable))
        {
            for (var i = 0; i < tensors[parameter.Name].Length; i++) Check(tensors[parameter.Name], i, result.Gradients[parameter.Name][i], $"{parameter.Name}[{i}]");
        }

        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < inputs[row].Length; i++) Check(inputs[row], i, result.InputGradient[row][i], $"input[{row}, {i}]");
        }

        void Check(double[] values, int i, double gradient, string what)
        {
            const double Step = 1e-5;
            var kept = values[i];
            values[i] = kept + Step;
            var above = network.ComputeGradients(inputs, targets).Loss;
            values[i] = kept - Step;
            var below = network.ComputeGradients(inputs, targets).Loss;
            values[i] = kept;
            var slope = (above - below) / (2 * Step);
            Assert.True(Math.Abs(slope - gradient) <= 1e-6 + (1e-5 * Math.Abs(slope)), $"{what}: the slope is {slope:G9}, the gradient {gradient:G9}.");
        }
    }

    private static double[] Numbers(Random random, int count, double mean) => [.. Enumerable.Range(0, count).Select(_ => mean + ((random.NextDouble() - 0.5) * 1.8))];
}
