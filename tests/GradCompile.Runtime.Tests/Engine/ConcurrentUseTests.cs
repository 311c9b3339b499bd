using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Engine;

/// <summary>A second thread that would change a network under another one's hands is refused, whatever it calls, and the first one's step is what it would have been.</summary>
public class ConcurrentUseTests
{
    private static readonly float[] Batch = EngineTests.Inputs(6);
    private static readonly int[] Labels = [0, 1, 2, 0, 1, 2];

    [Theory]
    [InlineData("ComputeGradients")]
    [InlineData("ComputeGradients of labels")]
    [InlineData("Train")]
    [InlineData("Train of labels")]
    [InlineData("ApplyGradients")]
    [InlineData("SetTensor")]
    [InlineData("Save")]
    public void WhatChangesOrSavesIsRefusedDuringAStep(string call)
    {
        var (engine, program) = Network();
        var expected = Network().Engine.Train(Batch, Labels);
        Exception? refusal = null;
        program.Meanwhile = () => refusal ??= OnAnotherThread(() => Call(engine, call));
        Assert.Equal(expected, engine.Train(Batch, Labels));
        Assert.IsType<InvalidOperationException>(refusal);
        Assert.StartsWith($"{call.Split(' ')[0]} was called while another thread trains", refusal.Message);
        Assert.Contains("lock", refusal.Message);

        // The network is free again, and as far as one step.
        program.Meanwhile = () => { };
        var untouched = Network().Engine;
        untouched.Train(Batch, Labels);
        Assert.Equal(untouched.Train(Batch, Labels), engine.Train(Batch, Labels));
        Assert.Equal(EngineTests.Tensor(untouched, "dense1.weight"), EngineTests.Tensor(engine, "dense1.weight"));
    }

    [Fact]
    public void WhatOnlyReadsGoesOnDuringAStep()
    {
        var (engine, program) = Network();
        var isInside = false;
        program.Meanwhile = () =>
        {
            if (isInside) return;
            isInside = true;
            Assert.Null(OnAnotherThread(() =>
            {
                engine.Predict(Batch, new float[18]);
                engine.Evaluate(Batch, Labels);
                engine.GetTensor("dense1.weight", new float[15]);
                engine.GetGradient("dense1.weight", new float[15]);
            }));
        };
        engine.Train(Batch, Labels);
        Assert.True(isInside);
    }

    [Fact]
    public void ManyThreadsThatTrainAtOnceAreServedOneByOneOrRefused()
    {
        var (engine, _) = Network();
        var (steps, refusals, others) = (0, 0, 0);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (var step = 0; step < 300; step++)
            {
                try
                {
                    engine.Train(Batch, Labels);
                    Interlocked.Increment(ref steps);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refusals);
                }
                catch (Exception)
                {
                    Interlocked.Increment(ref others);
                }
            }
        });
        Assert.Equal((2400, 0), (steps + refusals, others));

        // As many steps as were taken, and no half ones.
        var alone = Network().Engine;
        for (var step = 0; step < steps; step++) alone.Train(Batch, Labels);
        Assert.Equal(EngineTests.Tensor(alone, "dense1.weight"), EngineTests.Tensor(engine, "dense1.weight"));
    }

    [Fact]
    public void SavesMayMeet()
    {
        using var folder = new TemporaryFolder();
        var (engine, _) = Network();
        Parallel.For(0, 8, thread => engine.Save(folder.File($"{thread}.safetensors")));
        engine.Train(Batch, Labels);
        Assert.Equal(8, folder.Names().Length);
    }

    /// <summary>The mark is taken off by an error too.</summary>
    [Fact]
    public void AFailedStepLeavesTheNetworkFreeAndWithoutGradients()
    {
        var (engine, program) = Network();
        engine.ComputeGradients(Batch, Labels);
        program.Meanwhile = () => throw new OutOfMemoryException("in the middle");
        Assert.Throws<OutOfMemoryException>(() => engine.Train(Batch, Labels));
        program.Meanwhile = () => { };
        Assert.Contains("no gradients to apply", Assert.Throws<InvalidOperationException>(engine.ApplyGradients).Message);
        Assert.Throws<ArgumentException>(() => engine.SetTensor("dense1.weight", []));
        Assert.Equal(Network().Engine.Train(Batch, Labels), engine.Train(Batch, Labels));
    }

    /// <summary>Kernels take a label as a place in memory; the caller's array is not theirs.</summary>
    [Fact]
    public void LabelsThatAnotherThreadOverwritesStayWhatWasChecked()
    {
        var (engine, program) = Network();
        int[] labels = [.. Labels];
        var expected = (Network().Engine.Evaluate(Batch, Labels), Network().Engine.Train(Batch, Labels));
        program.Meanwhile = () => labels.AsSpan().Fill(int.MaxValue);
        var evaluated = engine.Evaluate(Batch, labels);
        labels = [.. Labels];
        Assert.Equal(expected, (evaluated, engine.Train(Batch, labels)));
    }

    private static (NetworkEngine Engine, LinearProgram Program) Network()
    {
        var program = new LinearProgram(Layouts.Linear(new AdamOptions(0.9, 0.999, 1e-8, 0), labelClasses: 3)) { IsRecording = false };
        return (new NetworkEngine(program, 1), program);
    }

    private static void Call(NetworkEngine engine, string call)
    {
        switch (call)
        {
            case "ComputeGradients": engine.ComputeGradients(Batch, new float[18]); break;
            case "ComputeGradients of labels": engine.ComputeGradients(Batch, Labels); break;
            case "Train": engine.Train(Batch, new float[18]); break;
            case "Train of labels": engine.Train(Batch, Labels); break;
            case "ApplyGradients": engine.ApplyGradients(); break;
            case "SetTensor": engine.SetTensor("dense1.weight", new float[15]); break;
            default: engine.Save(Path.Combine(Path.GetTempPath(), "never-written.safetensors")); break;
        }
    }

    private static Exception? OnAnotherThread(Action action)
    {
        Exception? refusal = null;
        var thread = new Thread(() => refusal = Record.Exception(action));
        thread.Start();
        thread.Join();
        return refusal;
    }
}
