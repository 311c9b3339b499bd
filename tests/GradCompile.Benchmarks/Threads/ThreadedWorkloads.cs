using GradCompile.Benchmarks.Workloads;
using GradCompile.Samples.ImageNets;
using LeNet5 = GradCompile.Benchmarks.Workloads.LeNet5;

namespace GradCompile.Benchmarks.Threads;

/// <summary>What is worth more than one core.</summary>
internal static class ThreadedWorkloads
{
    /// <summary>Made one after the other, so that only one network's memory is alive at a time.</summary>
    public static IReadOnlyList<(string Name, Func<ThreadedWorkload> Create)> All { get; } =
    [
        Of("training step LeNet-5, batch 512, Adam", name => ThreadedWorkload.Train("lenet-512", name, new LeNet5(), 512)),
        Of("training step 784-512-512-10, batch 512, Adam", name => ThreadedWorkload.Train("wide-512", name, new WideAdam(), 512)),
        Of("forward VGG-19, one image of 224×224", name => ThreadedWorkload.Predict("vgg-forward", name, new Vgg19(), 1)),
        Of("training step VGG-19, 4 images of 224×224, SGD", name => ThreadedWorkload.Train("vgg-step", name, new Vgg19(), 4)),
        Of("forward ResNet-152, one image of 224×224", name => ThreadedWorkload.Predict("resnet-forward", name, new ResNet152(), 1)),
        Of("training step ResNet-152, 4 images of 224×224, SGD", name => ThreadedWorkload.Train("resnet-step", name, new ResNet152(), 4)),
    ];

    private static (string Name, Func<ThreadedWorkload> Create) Of(string name, Func<string, ThreadedWorkload> create) => (name, () => create(name));
}
