using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Engine;

/// <summary>What the engine refuses, with which sentence, and that nothing was written.</summary>
public class ArgumentTests
{
    private static readonly float[] TwoRows = new float[2 * Layouts.Inputs];
    private static readonly float[] TwoTargets = new float[2 * Layouts.Outputs];

    private readonly NetworkEngine _engine = new(new LinearProgram(Layouts.Linear(labelClasses: 3, loss: Loss.SoftmaxCrossEntropy, minimumRows: 2)), 1);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(11)]
    public void InputsThatAreNoWholeRows(int length)
    {
        var inputs = new float[length];
        var numbers = length == 1 ? "number" : "numbers";
        Refused($"{length} {numbers}; expected a multiple of 5", () => _engine.Predict(inputs, new float[6]));
        Refused($"{length} {numbers}; expected a multiple of 5", () => _engine.Evaluate(inputs, TwoTargets));
        Refused($"{length} {numbers}; expected a multiple of 5", () => _engine.ComputeGradients(inputs, TwoTargets));
        Refused($"{length} {numbers}; expected a multiple of 5", () => _engine.Train(inputs, TwoTargets));
        Refused($"{length} {numbers}; expected a multiple of 5", () => _engine.Train(inputs, [0, 1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    public void OutputsAndTargetsOfAnotherLength(int length)
    {
        var outputs = Enumerable.Repeat(-7f, length).ToArray();
        Refused($"{length} numbers; expected 6: 2 rows of 3", () => _engine.Predict(TwoRows, outputs));
        Assert.All(outputs, value => Assert.Equal(-7, value));
        Refused($"{length} targets; expected 6: 2 rows of 3", () => _engine.Evaluate(TwoRows, outputs));
        Refused($"{length} targets; expected 6: 2 rows of 3", () => _engine.ComputeGradients(TwoRows, outputs));
        Refused($"{length} targets; expected 6: 2 rows of 3", () => _engine.Train(TwoRows, outputs));
    }

    [Fact]
    public void LabelsOfAnotherLength()
    {
        Refused("There is 1 label; expected 2", () => _engine.Evaluate(TwoRows, [0]));
        Refused("There are 3 labels; expected 2", () => _engine.ComputeGradients(TwoRows, [0, 1, 2]));
        Refused("0 labels; expected 2", () => _engine.Train(TwoRows, Array.Empty<int>()));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void LabelsThatAreNoClass(int label)
    {
        foreach (var call in new Action[] { () => _engine.Evaluate(TwoRows, [0, label]), () => _engine.ComputeGradients(TwoRows, [0, label]), () => _engine.Train(TwoRows, [0, label]) })
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.Contains($"Label 1 is {label}; a label lies from 0 to 2", refused.Message);
            Assert.DoesNotContain("Actual value", refused.Message); // the sentence has it
        }

        Assert.Throws<InvalidOperationException>(_engine.ApplyGradients);
    }

    [Fact]
    public void LabelsWhereTheLossTakesNumbers()
    {
        var engine = new NetworkEngine(new LinearProgram(Layouts.Linear(loss: Loss.Huber)), 1);
        Assert.Contains("Huber", Assert.Throws<NotSupportedException>(() => engine.Evaluate(TwoRows, [0, 1])).Message);
        Assert.Contains("Huber", Assert.Throws<NotSupportedException>(() => engine.ComputeGradients(TwoRows, [0, 1])).Message);
        Assert.Contains("float targets", Assert.Throws<NotSupportedException>(() => engine.Train(TwoRows, [0, 1])).Message);
    }

    [Fact]
    public void NoRows()
    {
        _engine.Predict([], []);
        Refused("no rows", () => _engine.Evaluate([], Array.Empty<float>()));
        Refused("no rows", () => _engine.Evaluate([], Array.Empty<int>()));
        Refused("no rows", () => _engine.ComputeGradients([], Array.Empty<float>()));
        Refused("no rows", () => _engine.Train([], Array.Empty<int>()));
    }

    [Fact]
    public void NullInputs()
    {
        Refused("The inputs are empty, or null. The outputs hold 6 numbers; expected as many rows of 5 inputs", () => _engine.Predict(null, new float[6]));
        Refused("The inputs are empty, or null. The outputs hold 1 number;", () => _engine.Predict(null, new float[1]));
        Refused("the inputs are empty, or null", () => _engine.Evaluate(null, TwoTargets));
        Refused("the inputs are empty, or null", () => _engine.Train(null, [0, 1]));
        Refused("The outputs hold 0 numbers; expected 3: 1 row of 3", () => _engine.Predict(new float[5], null));
        Refused("There are 0 targets; expected 6: 2 rows of 3", () => _engine.Train(TwoRows, (float[]?)null));
        Refused("There is 1 target; expected 6: 2 rows of 3", () => _engine.Train(TwoRows, [1f]));
    }

    [Fact]
    public void OneRowForABatchNorm()
    {
        Refused("at least 2 rows", () => _engine.ComputeGradients(new float[5], new float[3]));
        Refused("at least 2 rows", () => _engine.Train(new float[5], [0]));
        Assert.True(float.IsFinite(_engine.Evaluate(new float[5], [0])));
    }

    [Fact]
    public void InputsAndOutputsInTheSameMemory()
    {
        var memory = Enumerable.Range(0, 10).Select(i => (float)i).ToArray();
        Refused("overlap", () => _engine.Predict(memory, memory.AsSpan(2, 6)));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (float)i), memory);
    }

    [Fact]
    public void StepsWithoutGradients()
    {
        Assert.Contains("ComputeGradients", Assert.Throws<InvalidOperationException>(_engine.ApplyGradients).Message);
        _engine.Train(TwoRows, [0, 1]);
        Assert.Throws<InvalidOperationException>(_engine.ApplyGradients);
        _engine.ComputeGradients(TwoRows, [0, 1]);
        _engine.ApplyGradients();
        Assert.Throws<InvalidOperationException>(_engine.ApplyGradients);
    }

    [Fact]
    public void TensorsThatAreNotThere()
    {
        var unknown = "dense2.weight";
        Assert.Contains("dense1.weight, dense1.bias", Refused(unknown, () => _engine.GetTensor(unknown, new float[15])).Message);
        Refused(unknown, () => _engine.SetTensor(unknown, new float[15]));
        Refused(unknown, () => _engine.GetGradient(unknown, new float[15]));
        Assert.Throws<ArgumentNullException>(() => _engine.GetTensor(null!, new float[15]));
        Refused("1 number; the tensor 'dense1.weight' [3, 5] has 15", () => _engine.GetTensor("dense1.weight", new float[1]));
        Refused("14 numbers; the tensor 'dense1.weight' [3, 5] has 15", () => _engine.GetTensor("dense1.weight", new float[14]));
        Refused("16 numbers; the tensor 'dense1.weight' [3, 5] has 15", () => _engine.SetTensor("dense1.weight", new float[16]));
        Refused("running statistic", () => _engine.GetGradient("batchnorm1.running_mean", new float[3]));
    }

    [Fact]
    public void SettingsOutOfRange()
    {
        foreach (var rate in new[] { -1e-9f, float.NaN, float.PositiveInfinity })
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(() => _engine.LearningRate = rate);
            Assert.Contains(FormattableString.Invariant($"The learning rate is {rate}; it must be finite"), refused.Message);
            Assert.DoesNotContain("Actual value", refused.Message);
        }

        Assert.Equal(0.1f, _engine.LearningRate);
        _engine.LearningRate = 0;
        Assert.Equal(0, _engine.LearningRate);
        foreach (var threads in new[] { -1, int.MinValue, 1025, 100_000, int.MaxValue })
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(() => _engine.Threads = threads);
            Assert.Contains($"Threads is {threads}; it must lie from 0", refused.Message);
            Assert.DoesNotContain("Actual value", refused.Message);
        }

        Assert.Equal(0, _engine.Threads);
        foreach (var threads in new[] { 64, Environment.ProcessorCount, 1024 })
        {
            _engine.Threads = threads;
            Assert.Equal(threads, _engine.Threads);
        }

        _engine.Threads = 3;
        Assert.Equal(3, _engine.Threads);
    }

    [Fact]
    public void TrainingWithoutALoss()
    {
        var engine = new NetworkEngine(new LinearProgram(Layouts.Linear(isTrainable: false)), 1);
        engine.Predict(TwoRows, new float[6]);
        Assert.Contains("no loss", Assert.Throws<NotSupportedException>(() => engine.Train(TwoRows, TwoTargets)).Message);
        Assert.Throws<NotSupportedException>(() => engine.Evaluate(TwoRows, TwoTargets));
        Assert.Throws<NotSupportedException>(() => engine.LearningRate = 1);
    }

    private static ArgumentException Refused(string sentence, Action call)
    {
        var refused = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Contains(sentence, refused.Message);
        return refused;
    }
}
