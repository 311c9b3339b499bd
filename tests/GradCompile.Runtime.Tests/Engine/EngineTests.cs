using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Engine;

/// <summary>Prediction, evaluation and training around hand-written kernels.</summary>
public class EngineTests
{
    [Theory]
    [InlineData(1, "1")]
    [InlineData(4, "4")]
    [InlineData(5, "4 1")]
    [InlineData(11, "4 4 3")]
    public void PredictionRunsInChunks(int rows, string chunks)
    {
        var program = new LinearProgram(Layouts.Linear());
        var engine = new NetworkEngine(program, 1);
        var inputs = Inputs(rows);
        var outputs = new float[rows * Layouts.Outputs];
        engine.Predict(inputs, outputs);
        Assert.Equal(chunks, string.Join(' ', program.ForwardRows));
        Assert.Equal(Expected(engine, inputs), outputs);
    }

    [Fact]
    public void OneRowTakesItsPath()
    {
        var program = new LinearProgram(Layouts.Linear(hasRowPath: true));
        var engine = new NetworkEngine(program, 1);
        var outputs = new float[3];
        engine.Predict(Inputs(1), outputs);
        Assert.Equal((1, 0), (program.RowPathCalls, program.ForwardRows.Count));
        Assert.Equal(Expected(engine, Inputs(1)), outputs);
        engine.Predict(Inputs(2), new float[6]);
        Assert.Equal((1, 1), (program.RowPathCalls, program.ForwardRows.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(13)]
    public void TheLossOfChunksIsTheLossOfTheBatch(int rows)
    {
        var engine = new NetworkEngine(new LinearProgram(Layouts.Linear(labelClasses: 3)), 1);
        var inputs = Inputs(rows);
        var outputs = Expected(engine, inputs);
        var targets = Enumerable.Range(0, outputs.Length).Select(i => (float)Math.Sin(i)).ToArray();
        Assert.Equal(outputs.Zip(targets).Average(p => Math.Pow(p.First - p.Second, 2)), engine.Evaluate(inputs, targets), 1e-5);
        var labels = Enumerable.Range(0, rows).Select(i => i % 3).ToArray();
        Assert.Equal(-Enumerable.Range(0, rows).Average(r => outputs[(r * 3) + labels[r]]), engine.Evaluate(inputs, labels), 1e-5);
    }

    [Fact]
    public void TrainingIsComputeThenApply()
    {
        var (once, twice) = (Engine(), Engine());
        var (inputs, targets) = (Inputs(6), new float[18]);
        var weights = Tensor(once, "dense1.weight");
        var loss = once.ComputeGradients(inputs, targets);
        Assert.Equal(weights, Tensor(once, "dense1.weight"));
        Assert.Equal(loss, once.ComputeGradients(inputs, targets));
        var gradient = new float[15];
        once.GetGradient("dense1.weight", gradient);
        once.ApplyGradients();
        Assert.Equal(loss, twice.Train(inputs, targets));
        Assert.Equal(Tensor(once, "dense1.weight"), Tensor(twice, "dense1.weight"));
        for (var i = 0; i < 15; i++) Assert.Equal(weights[i] - (0.1 * gradient[i]), Tensor(once, "dense1.weight")[i], 1e-6);
    }

    [Fact]
    public void TrainingLearnsALinearMap()
    {
        var engine = new NetworkEngine(new LinearProgram(Layouts.Linear(new AdamOptions(0.9, 0.999, 1e-8, 0), rate: 0.02)), 3);
        var teacher = new NetworkEngine(new LinearProgram(Layouts.Linear()), 99);
        var inputs = Inputs(64);
        var targets = new float[64 * 3];
        teacher.Predict(inputs, targets);
        for (var step = 0; step < 1500; step++) engine.Train(inputs, targets);
        Assert.True(engine.Evaluate(inputs, targets) < 1e-5);
    }

    [Fact]
    public void RunningStatisticsFollowTheBatch()
    {
        var program = new LinearProgram(Layouts.Linear());
        var engine = new NetworkEngine(program, 1);
        var batch = new float[] { 1, -2, 3 };
        batch.CopyTo(program.BatchStatistics, 0);
        new float[] { 4, 5, 6 }.CopyTo(program.BatchStatistics, 16);
        engine.ComputeGradients(Inputs(2), new float[6]);
        Assert.Equal([0, 0, 0], Tensor(engine, "batchnorm1.running_mean"));
        engine.ApplyGradients();
        Assert.Equal([0.1f, -0.2f, 0.3f], Tensor(engine, "batchnorm1.running_mean"));
        Assert.Equal([1.3f, 1.4f, 1.5f], Tensor(engine, "batchnorm1.running_var"));
    }

    [Fact]
    public void DropoutKeysFollowSeedAndStep()
    {
        var first = Keys(1);
        Assert.Equal(first[0], first[1]); // computed twice in one step
        Assert.Equal(first.Skip(1).Count(), first.Skip(1).Distinct().Count());
        Assert.Equal(first, Keys(1));
        Assert.Empty(first.Intersect(Keys(2)));

        static List<(uint, uint)> Keys(ulong seed)
        {
            var program = new LinearProgram(Layouts.Linear());
            var engine = new NetworkEngine(program, seed);
            engine.ComputeGradients(Inputs(2), new float[6]);
            for (var step = 0; step < 50; step++) engine.Train(Inputs(2), new float[6]);
            return program.DropoutKeys;
        }
    }

    [Fact]
    public void SetTensorKeepsThePaddingAndTheOptimizersState()
    {
        var engine = new NetworkEngine(new LinearProgram(Layouts.Linear(new SgdOptions(0.9, false))), 1);
        engine.Train(Inputs(4), new float[12]);
        var before = Tensor(engine, "dense1.weight");
        engine.SetTensor("dense1.weight", new float[15]);
        engine.SetTensor("dense1.weight", before);
        Assert.Equal(before, Tensor(engine, "dense1.weight"));
        var reference = new NetworkEngine(new LinearProgram(Layouts.Linear(new SgdOptions(0.9, false))), 1);
        reference.Train(Inputs(4), new float[12]);
        Assert.Equal(reference.Train(Inputs(4), new float[12]), engine.Train(Inputs(4), new float[12]));
        Assert.Equal(Tensor(reference, "dense1.weight"), Tensor(engine, "dense1.weight"));
    }

    [Fact]
    public void KernelsRunAtTheWidthOfTheProcessor()
    {
        var program = new LinearProgram(Layouts.Linear());
        var engine = new NetworkEngine(program, 1);
        Assert.Contains(Hardware.VectorBits, new[] { 512, 256, 128 });
        Assert.Equal(Hardware.VectorBits, engine.VectorBits);
        engine.VectorBits = 128;
        engine.Predict(Inputs(1), new float[3]);
        Assert.Equal(128, program.VectorBits.Single());
    }

    [Fact]
    public void EightThreadsPredictAtOnce()
    {
        var engine = new NetworkEngine(new LinearProgram(Layouts.Linear()) { IsRecording = false }, 1);
        var wrong = 0;
        var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            for (var call = 0; call < 500; call++)
            {
                var inputs = Inputs(1 + ((call + t) % 9));
                var outputs = new float[inputs.Length / 5 * 3];
                engine.Predict(inputs, outputs);
                if (!outputs.SequenceEqual(Expected(engine, inputs))) Interlocked.Increment(ref wrong);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(0, wrong);
    }

    internal static float[] Inputs(int rows) => [.. Enumerable.Range(0, rows * Layouts.Inputs).Select(i => (float)Math.Cos(1.7 * i))];

    internal static float[] Tensor(NetworkEngine engine, string name)
    {
        var values = new float[name == "dense1.weight" ? 15 : 3];
        engine.GetTensor(name, values);
        return values;
    }

    private static NetworkEngine Engine() => new(new LinearProgram(Layouts.Linear()), 1);

    /// <summary>y = Wx + b by the tensors that the engine hands out, summed as <see cref="LinearProgram"/> does.</summary>
    private static float[] Expected(NetworkEngine engine, float[] inputs)
    {
        var (weight, bias) = (Tensor(engine, "dense1.weight"), Tensor(engine, "dense1.bias"));
        var outputs = new float[inputs.Length / 5 * 3];
        for (var y = 0; y < outputs.Length; y++)
        {
            outputs[y] = bias[y % 3];
            for (var i = 0; i < 5; i++) outputs[y] += inputs[(y / 3 * 5) + i] * weight[(y % 3 * 5) + i];
        }

        return outputs;
    }
}
