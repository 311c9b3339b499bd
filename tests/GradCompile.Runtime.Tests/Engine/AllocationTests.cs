using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Engine;

/// <summary>After the first call with a batch of a given size, nothing is allocated, whatever the optimizer and the clipping.</summary>
public class AllocationTests
{
    public static TheoryData<string> Optimizers => [.. All.Keys];

    private static readonly Dictionary<string, OptimizerOptions> All = new()
    {
        ["sgd"] = new SgdOptions(0, false),
        ["momentum"] = new SgdOptions(0.9, true),
        ["adam"] = new AdamOptions(0.9, 0.999, 1e-8, 0),
        ["adamw"] = new AdamOptions(0.9, 0.999, 1e-8, 0.01),
        ["rmsprop"] = new RmsPropOptions(0.99, 1e-8, 0.9),
        ["adagrad"] = new AdaGradOptions(1e-10),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void EveryOptimizerWithEveryClipping(string optimizer)
    {
        foreach (var clip in Enum.GetValues<ClipKind>().Select(kind => new ClipOptions(kind, 0.1, 0.9)).Append(null))
        {
            var engine = Engine(All[optimizer], clip);
            var (inputs, targets, labels) = (EngineTests.Inputs(11), Targets(11), new int[11]);
            Assert.Equal(0, BytesOf(() => engine.ComputeGradients(inputs, targets)));
            engine.ApplyGradients();
            Assert.Equal(0, BytesOf(() => engine.Train(inputs, targets)));
            Assert.Equal(0, BytesOf(() => engine.Train(inputs, labels)));
        }
    }

    [Fact]
    public void PredictEvaluateAndTensors()
    {
        var engine = Engine(All["sgd"], null);
        foreach (var rows in new[] { 1, 4, 11 })
        {
            var (inputs, outputs, targets, labels) = (EngineTests.Inputs(rows), new float[rows * 3], Targets(rows), new int[rows]);
            Assert.Equal(0, BytesOf(() => engine.Predict(inputs, outputs)));
            Assert.Equal(0, BytesOf(() => engine.Evaluate(inputs, targets)));
            Assert.Equal(0, BytesOf(() => engine.Evaluate(inputs, labels)));
        }

        var weight = new float[15];
        Assert.Equal(0, BytesOf(() => engine.GetTensor("dense1.weight", weight)));
        Assert.Equal(0, BytesOf(() => engine.SetTensor("dense1.weight", weight)));
        Assert.Equal(0, BytesOf(() => engine.GetGradient("dense1.weight", weight)));
    }

    [Fact]
    public void ASmallerBatchAfterALargerOne()
    {
        var engine = Engine(All["adam"], null);
        var (large, largeTargets, small, smallTargets) = (EngineTests.Inputs(50), Targets(50), EngineTests.Inputs(7), Targets(7));
        engine.Train(large, largeTargets);
        var before = GC.GetAllocatedBytesForCurrentThread();
        engine.Train(small, smallTargets);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The first class for each row.</summary>
    private static float[] Targets(int rows) => [.. Enumerable.Range(0, rows * 3).Select(i => i % 3 == 0 ? 1f : 0)];

    private static NetworkEngine Engine(OptimizerOptions optimizer, ClipOptions? clip) =>
        new(new LinearProgram(Layouts.Linear(optimizer, clip, labelClasses: 3, loss: Loss.SoftmaxCrossEntropy, l1: 0.01, l2: 0.01)) { IsRecording = false }, 1);

    private static long BytesOf(Action call)
    {
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++) call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
