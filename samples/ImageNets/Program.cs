using GradCompile.Samples.ImageNets;

// Without arguments: a few steps of each network on synthetic images. --data DIR: LeNet-5 learns the digits in MNIST's files.
// A name, as Vgg19, runs that network alone.
if (args is ["--data", var folder]) return DigitTraining.Run(folder);

var only = args.Length > 0 ? args[0] : "";
SyntheticRun.Of<LeNet5>(only, static () => new LeNet5(seed: 1), rows: 128, steps: 20);
SyntheticRun.Of<Vgg19Cifar>(only, static () => new Vgg19Cifar(seed: 1), rows: 16, steps: 3);
SyntheticRun.Of<ResNet152Cifar>(only, static () => new ResNet152Cifar(seed: 1), rows: 8, steps: 3);
SyntheticRun.Of<Vgg19>(only, static () => new Vgg19(seed: 1), rows: 4, steps: 2);
SyntheticRun.Of<ResNet152>(only, static () => new ResNet152(seed: 1), rows: 4, steps: 2);
return 0;
