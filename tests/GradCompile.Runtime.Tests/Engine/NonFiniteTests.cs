using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Engine;

/// <summary>A batch whose loss or gradient is not finite is refused by row or tensor, and the network is afterwards as if it had never come.</summary>
public class NonFiniteTests
{
    private static readonly float[] Inputs = EngineTests.Inputs(6);
    private static readonly float[] Targets = [.. Enumerable.Range(0, 18).Select(i => (float)Math.Sin(i))];

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void AnInputIsNamedByItsRow(float value, string text)
    {
        var inputs = With(Inputs, (3 * Layouts.Inputs) + 2, value);
        var error = IsRefusedWithoutATrace(engine => engine.Train(inputs, Targets));
        Assert.StartsWith("The loss of the batch is ", error.Message);
        Assert.Contains($"input 2 of row 3 is {text} (both count from 0)", error.Message);
        Assert.Equal((3, 2, null, null), (error.Row, error.Input, error.Layer, error.Tensor));
        Assert.Equal(error.Message, IsRefusedWithoutATrace(engine => engine.ComputeGradients(inputs, Targets)).Message);
        IsRefusedWithoutATrace(engine => engine.Train(inputs, [0, 1, 2, 0, 1, 2]));
    }

    [Fact]
    public void ATargetIsNamedByItsRow()
    {
        var error = IsRefusedWithoutATrace(engine => engine.Train(Inputs, With(Targets, (4 * Layouts.Outputs) + 1, float.NaN)));
        Assert.Contains("target 1 of row 4 is NaN", error.Message);
        Assert.Equal((4, null, null), (error.Row, error.Input, error.Tensor));
    }

    [Fact]
    public void AWeightIsNamedByItsTensor()
    {
        var engine = Engine();
        engine.SetTensor("dense1.bias", [1, float.NaN, 1]);
        var error = Assert.Throws<NonFiniteException>(() => engine.Train(Inputs, Targets));
        Assert.Contains("dense1.bias itself holds NaN", error.Message);
        Assert.Equal((null, "dense1", "dense1.bias"), (error.Row, error.Layer, error.Tensor));
    }

    [Fact]
    public void AnOverflowIsExplainedByWhatIsLargest()
    {
        var error = IsRefusedWithoutATrace(engine => engine.Train(With(Inputs, 7, 3e30f), With(Targets, 5, -1e25f)));
        Assert.Contains("the largest input is 3E+30, the largest target 1E+25, the largest weight ", error.Message);
        Assert.Contains("(in dense1.weight)", error.Message);
        Assert.Equal("dense1", error.Layer);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ClipKind.Value)]
    [InlineData(ClipKind.Norm)]
    [InlineData(ClipKind.GlobalNorm)]
    [InlineData(ClipKind.Ema)]
    [InlineData(ClipKind.Adaptive)]
    public void AGradientIsNamedByItsTensorWhateverTheClipping(ClipKind? clip)
    {
        foreach (var (value, place) in new[] { (float.NaN, 0), (float.PositiveInfinity, 77), (float.NegativeInfinity, 132) })
        {
            var (network, untouched) = (Scripted(clip), Scripted(clip));
            var (weight, bias) = (ScriptedNetwork.Draw(new Random(2), network.Weight.Length, 1), ScriptedNetwork.Draw(new Random(3), network.Bias.Length, 1));
            network.Step(weight, bias);
            untouched.Step(weight, bias);
            network.Compute(With(weight, place, value), bias);
            var before = network.Gradients().Weight;
            var error = Assert.Throws<NonFiniteException>(network.Engine.ApplyGradients);
            Assert.Contains($"The gradient of dense1.weight holds {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", error.Message);
            Assert.Equal(("dense1", "dense1.weight"), (error.Layer, error.Tensor));
            Assert.Equal(before, network.Gradients().Weight);
            Assert.Equal(untouched.Parameters(), network.Parameters());

            // Moments, averages and the count of steps are those of the good batches.
            for (var step = 0; step < 3; step++)
            {
                network.Step(weight, bias);
                untouched.Step(weight, bias);
            }

            Assert.Equal(untouched.Parameters(), network.Parameters());
        }
    }

    /// <summary>Where an overflow began on its way back, several tensors have it.</summary>
    [Fact]
    public void OfSeveralTensorsTheOneNextToTheLossIsNamed()
    {
        var network = Scripted(null);
        network.Compute(With(network.Weight, 1, float.NaN), With(network.Bias, 18, float.PositiveInfinity));
        Assert.Equal("dense1.bias", Assert.Throws<NonFiniteException>(network.Engine.ApplyGradients).Tensor);
    }

    /// <summary>An activation may swallow what is not finite before it reaches the loss; the gradient of the first layer does not.</summary>
    [Fact]
    public void TrainNamesTheRowWhereOnlyTheGradientShowsIt()
    {
        var program = new LinearProgram(Layouts.Linear()) { IsRecording = false };
        var engine = new NetworkEngine(program, 1);
        float[] inputs = [.. Inputs];
        program.AfterGradients = pass => (pass.Gradients, inputs[8]) = (float.NaN, float.NaN);
        var error = Assert.Throws<NonFiniteException>(() => engine.Train(inputs, Targets));
        Assert.StartsWith("The gradient of dense1.weight holds NaN: input 3 of row 1 is NaN", error.Message);
    }

    [Theory]
    [InlineData("batchnorm1.running_mean", 1, float.NaN)]
    [InlineData("batchnorm1.running_var", 18, float.PositiveInfinity)]
    public void StatisticsThatWouldNotBeFinite(string tensor, int place, float value)
    {
        var program = new LinearProgram(Layouts.Linear()) { IsRecording = false };
        var engine = new NetworkEngine(program, 1);
        program.BatchStatistics[place] = value;
        var weight = EngineTests.Tensor(engine, "dense1.weight");
        var error = Assert.Throws<NonFiniteException>(() => engine.Train(Inputs, Targets));
        Assert.Contains($"What the batch would add to {tensor} is", error.Message);
        Assert.Equal(("batchnorm1", tensor), (error.Layer, error.Tensor));
        Assert.Equal(weight, EngineTests.Tensor(engine, "dense1.weight"));
        Assert.Equal([1, 1, 1], EngineTests.Tensor(engine, "batchnorm1.running_var"));

        // Padding is nobody's statistic.
        program.BatchStatistics[place] = 1;
        program.BatchStatistics[3] = program.BatchStatistics[31] = float.NaN;
        engine.Train(Inputs, Targets);
    }

    [Fact]
    public void GradientsOfARefusedLossCannotBeApplied()
    {
        var engine = Engine();
        engine.ComputeGradients(Inputs, Targets);
        Assert.Throws<NonFiniteException>(() => engine.ComputeGradients(With(Inputs, 0, float.NaN), Targets));
        Assert.Contains("no gradients to apply", Assert.Throws<InvalidOperationException>(engine.ApplyGradients).Message);
    }

    [Fact]
    public void WhoeverAllowsItGoesOn()
    {
        var engine = Engine();
        Assert.False(engine.AllowNonFinite);
        engine.AllowNonFinite = true;
        Assert.True(float.IsNaN(engine.Train(With(Inputs, 0, float.NaN), Targets)));
        Assert.Contains(EngineTests.Tensor(engine, "dense1.weight"), float.IsNaN);
    }

    [Fact]
    public void GradientsThatWereRefusedMayBeAllowed()
    {
        var network = Scripted(ClipKind.Norm);
        network.Compute(With(network.Weight, 1, float.NaN), network.Bias);
        Assert.Throws<NonFiniteException>(network.Engine.ApplyGradients);
        network.Engine.AllowNonFinite = true;
        network.Engine.ApplyGradients();
        Assert.Contains(network.Parameters(), float.IsNaN);
    }

    /// <summary>Every place of a long vector is looked at, on any number of threads.</summary>
    [Fact]
    public void NoPlaceIsOverlooked()
    {
        var values = new AlignedBuffer((3 << 17) + 48);
        values.Span.Fill(float.MaxValue);
        var check = new FiniteCheck();
        Assert.True(new FiniteCheck().Of(new AlignedBuffer(0), 1));
        foreach (var threads in new[] { 1, 3 })
        {
            Assert.True(check.Of(values, threads));
            for (var place = 0; place < values.Length; place += place < 200 || place > values.Length - 200 ? 1 : 997)
            {
                foreach (var value in new[] { float.NaN, float.NegativeInfinity })
                {
                    values.Span[place] = value;
                    Assert.False(check.Of(values, threads));
                }

                values.Span[place] = -float.MaxValue;
            }
        }
    }

    private static float[] With(float[] values, int place, float value)
    {
        float[] copy = [.. values];
        copy[place] = value;
        return copy;
    }

    private static NetworkEngine Engine() => new(new LinearProgram(Layouts.Linear(new AdamOptions(0.9, 0.999, 1e-8, 0.01), labelClasses: 3)) { IsRecording = false }, 1);

    private static ScriptedNetwork Scripted(ClipKind? clip) =>
        new(new AdamOptions(0.9, 0.999, 1e-8, 0), clip is { } kind ? new ClipOptions(kind, 0.1, 0.9) : null);

    /// <summary>Two good steps, the refused call between them, against the same without it: the same bits.</summary>
    private static NonFiniteException IsRefusedWithoutATrace(Action<NetworkEngine> call)
    {
        var (engine, untouched) = (Engine(), Engine());
        engine.Train(Inputs, Targets);
        var error = Assert.Throws<NonFiniteException>(() => call(engine));
        Assert.Contains("Nothing was updated", error.Message);
        engine.Train(Inputs, Targets);
        untouched.Train(Inputs, Targets);
        untouched.Train(Inputs, Targets);
        foreach (var tensor in new[] { "dense1.weight", "dense1.bias", "batchnorm1.running_mean", "batchnorm1.running_var" })
        {
            Assert.Equal(EngineTests.Tensor(untouched, tensor), EngineTests.Tensor(engine, tensor));
        }

        return error;
    }
}
