using GradCompile.Samples.ImageNets;
using GradCompile.Samples.Shared;

Terminal.Prepare();

SyntheticRun[] runs =
[
    SyntheticRun.Of(static () => new LeNet5(seed: 1), rows: 128, steps: 20, megabytes: 60, seconds: 1),
    SyntheticRun.Of(static () => new Vgg19Cifar(seed: 1), rows: 16, steps: 3, megabytes: 700, seconds: 6),
    SyntheticRun.Of(static () => new ResNet152Cifar(seed: 1), rows: 8, steps: 3, megabytes: 2_100, seconds: 40),
    SyntheticRun.Of(static () => new Vgg19(seed: 1), rows: 4, steps: 2, megabytes: 5_400, seconds: 30),
    SyntheticRun.Of(static () => new ResNet152(seed: 1), rows: 4, steps: 2, megabytes: 2_500, seconds: 20),
];

switch (args)
{
    case []:
        SyntheticRun.All(runs);
        return 0;
    case ["--data", var folder]:
        return DigitTraining.Run(folder);
    case [var name] when runs.FirstOrDefault(run => run.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } only:
        SyntheticRun.All([only]);
        return 0;
    default:
        Console.Error.WriteLine($"""
            Usage: ImageNets              a few steps of each network on drawn images
                   ImageNets NAME         of one of them: {string.Join(", ", runs.Select(run => run.Name))}
                   ImageNets --data DIR   LeNet-5 learns the digits of MNIST's IDX files in DIR, plain or .gz
            """);
        return 2;
}
