using GradCompile.Benchmarks.Measuring;

namespace GradCompile.Benchmarks.Workloads;

/// <summary>Every workload of the report, in its order.</summary>
internal static class WorkloadTable
{
    private const double Nanosecond = 1e-9;

    private const double Microsecond = 1e-6;

    /// <summary>Made one after the other, so that only one network's memory is alive at a time.</summary>
    public static IEnumerable<Func<Workload>> All => Kernels.Concat(Networks);

    /// <summary>The three products of a layer, at every width that the processor has.</summary>
    private static IEnumerable<Func<Workload>> Kernels => FmaLimit.Widths.SelectMany(bits => new Func<Workload>[]
    {
        () => new ProductKernels(typeof(Product784x128), 784, 128, bits).Forward(64),
        () => new ProductKernels(typeof(Product784x128), 784, 128, bits).WeightGradient(64),
        () => new ProductKernels(typeof(Product784x128), 784, 128, bits).InputGradient(64),
    });

    private static IEnumerable<Func<Workload>> Networks =>
    [
        () => new NetworkWorkloads<DigitsSgd>(() => new DigitsSgd(), 784, 128, 10).Predict("digits-forward", "forward 784-128-10, batch 64", 64, new Goal(0.75)),
        () => new NetworkWorkloads<DigitsSgd>(() => new DigitsSgd(), 784, 128, 10).TrainOnLabels("digits-sgd", "training step 784-128-10, batch 64, SGD", 64, new Goal(0.60)),
        () => new NetworkWorkloads<DigitsAdam>(() => new DigitsAdam(), 784, 128, 10).TrainOnLabels("digits-adam", "training step 784-128-10, batch 64, Adam", 64, new Goal(0.45)),
        () => new NetworkWorkloads<WideAdam>(() => new WideAdam(), 784, 512, 512, 10).TrainOnLabels("wide-adam", "training step 784-512-512-10, batch 128, Adam", 128, new Goal(0.60)),
        () => new ImageWorkloads<LeNet5>(() => new LeNet5()).Predict("lenet-forward", "forward LeNet-5, batch 128", 128, new Goal(0.60)),
        () => new ImageWorkloads<LeNet5>(() => new LeNet5()).Train("lenet-adam", "training step LeNet-5, batch 128, Adam", 128, new Goal(0.60)),
        () => new ImageWorkloads<LeNet5>(() => new LeNet5()).Predict("lenet-one", "one image through LeNet-5", 1, new Goal(Seconds: 15 * Microsecond)),
        () => new NetworkWorkloads<FullBatchTanh>(() => new FullBatchTanh(), 4, 32, 16, 4).Train("full-batch", "full-batch step 4-32-16-4 tanh, 10,000 rows, Adam", 10_000, new Goal(0.50)),
        () => new NetworkWorkloads<SmallReLU>(() => new SmallReLU(), 16, 32, 32, 1).Predict("row-relu", "one row through 16-32-32-1 ReLU", 1, new Goal(Seconds: 70 * Nanosecond)),
        () => new NetworkWorkloads<SmallTanh>(() => new SmallTanh(), 16, 32, 32, 1).Predict("row-tanh", "one row through 16-32-32-1 tanh", 1, new Goal(Seconds: 130 * Nanosecond)),
        () => new NetworkWorkloads<SmallTanh>(() => new SmallTanh(), 16, 32, 32, 1).Train("small-tanh", "training step 16-32-32-1 tanh, 32 rows, SGD", 32, new Goal(Seconds: 6 * Microsecond)),
    ];
}
