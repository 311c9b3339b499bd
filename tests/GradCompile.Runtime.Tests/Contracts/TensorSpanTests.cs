using System.Numerics.Tensors;
using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Contracts;

/// <summary>Tensor spans give what plain spans give, and a shape that does not fit is refused before anything is written.</summary>
public class TensorSpanTests
{
    private static readonly float[] Inputs = ScriptedNetwork.Draw(new Random(1), 4 * Layouts.Inputs, 1);
    private static readonly float[] Targets = ScriptedNetwork.Draw(new Random(2), 4 * Layouts.Outputs, 1);
    private static readonly int[] Labels = [2, 0, 1, 2];

    [Fact]
    public void TheyGiveWhatSpansGive()
    {
        var (network, twin) = (new LinearNetwork(), new LinearNetwork());
        var inputs = new ReadOnlyTensorSpan<float>(Inputs, [4, 5]);
        var targets = new ReadOnlyTensorSpan<float>(Targets, [4, 3]);
        var (outputs, expected) = (new float[12], new float[12]);
        network.Predict(inputs, new TensorSpan<float>(outputs, [4, 3]));
        twin.Predict(Inputs, expected);
        Assert.Equal(expected, outputs);
        Assert.NotEqual(0, outputs[11]);
        Assert.Equal(twin.Evaluate(Inputs, Targets), network.Evaluate(inputs, targets));
        Assert.Equal(twin.ComputeGradients(Inputs, Targets), network.ComputeGradients(inputs, targets));
        Assert.Equal(twin.Train(Inputs, Targets), network.Train(inputs, targets));
        Assert.Equal(twin.Evaluate(Inputs, Targets), network.Evaluate(inputs, targets));
    }

    [Fact]
    public void LabelsGoWithThem()
    {
        var (network, twin) = (new LinearNetwork(labelClasses: 3), new LinearNetwork(labelClasses: 3));
        var inputs = new ReadOnlyTensorSpan<float>(Inputs, [4, 5]);
        Assert.Equal(twin.Evaluate(Inputs, Labels), network.Evaluate(inputs, Labels));
        Assert.Equal(twin.ComputeGradients(Inputs, Labels), network.ComputeGradients(inputs, Labels));
        Assert.Equal(twin.Train(Inputs, Labels), network.Train(inputs, Labels));
        Assert.Equal(twin.Evaluate(Inputs, Labels), network.Evaluate(inputs, Labels));
    }

    [Fact]
    public void TensorsAndArraysConvert()
    {
        var (network, expected) = (new LinearNetwork(), new float[12]);
        network.Predict(Inputs, expected);
        var outputs = Tensor.CreateFromShape<float>([2, 2, 3]);
        network.Predict(Tensor.Create(Inputs, [2, 2, 5]), outputs);
        var flat = new float[12];
        outputs.FlattenTo(flat);
        Assert.Equal(expected, flat);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(5, 4)]
    [InlineData(2, 10)]
    public void AShapeWithoutRowsIsRefused(params int[] shape)
    {
        var outputs = new float[12];
        var error = Assert.Throws<ArgumentException>("inputs", () => new LinearNetwork().Predict(
            new ReadOnlyTensorSpan<float>(Inputs, [.. shape.Select(d => (nint)d)]), new TensorSpan<float>(outputs, [4, 3])));
        Assert.Contains($"[{string.Join(", ", shape)}]", error.Message);
        Assert.Contains("[rows, 5]", error.Message);
        Assert.All(outputs, o => Assert.Equal(0, o));
    }

    [Fact]
    public void GapsAreRefused()
    {
        var outputs = new float[24];
        var error = Assert.Throws<ArgumentException>("outputs", () =>
        {
            var wide = new TensorSpan<float>(outputs, [4, 6]);
            new LinearNetwork().Predict(new ReadOnlyTensorSpan<float>(Inputs, [4, 5]), wide[.., ..3]);
        });
        Assert.Contains("strides [6, 1]", error.Message);
        Assert.All(outputs, o => Assert.Equal(0, o));
    }

    [Fact]
    public void RowsMustAgree()
    {
        Assert.Throws<ArgumentException>("outputs", () =>
            new LinearNetwork().Predict(new ReadOnlyTensorSpan<float>(Inputs, [4, 5]), new TensorSpan<float>(new float[9], [3, 3])));
        Assert.Throws<ArgumentException>("targets", () =>
            new LinearNetwork().Train(new ReadOnlyTensorSpan<float>(Inputs, [4, 5]), new ReadOnlyTensorSpan<float>(Targets[..9], [3, 3])));
    }

    [Fact]
    public void NoRowsAreNoRows()
    {
        new LinearNetwork().Predict(ReadOnlyTensorSpan<float>.Empty, TensorSpan<float>.Empty);
        Assert.Throws<ArgumentException>("inputs", () => new LinearNetwork().Evaluate(ReadOnlyTensorSpan<float>.Empty, ReadOnlyTensorSpan<float>.Empty));
    }
}
