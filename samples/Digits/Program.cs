using GradCompile;
using GradCompile.Samples.Digits;
using GradCompile.Samples.Shared;
using Spectre.Console;

const int Epochs = 20;
Terminal.Prepare();

if (args is not ([] or ["--data", _]))
{
    Console.Error.WriteLine("Usage: Digits [--data DIR]   DIR holds MNIST's IDX files, plain or .gz; without it the program draws its own digits.");
    return 2;
}

DigitSet training, test;
try
{
    (training, test) = args is [_, var folder] ? MnistFiles.Read(folder) : (DrawnDigits.Draw(10_000, seed: 1), DrawnDigits.Draw(2_000, seed: 2));
}
catch (Exception exception) when (exception is GradCompileException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

var network = new DigitNetwork(seed: 1);
var run = new Training(network, training, test, Epochs);
Console.WriteLine($"{DigitNetwork.Info.ParameterCount:N0} parameters; {training.Count:N0} digits to train on, {test.Count:N0} to test on.");
if (Console.IsOutputRedirected)
{
    for (var epoch = 0; epoch < Epochs; epoch++) Console.WriteLine(Describe(run.Run(epoch, _ => { })));
}
else
{
    AnsiConsole.Progress().Start(context =>
    {
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var task = context.AddTask($"epoch {epoch + 1}", maxValue: 1);
            task.Description = Describe(run.Run(epoch, done => task.Value = done));
        }
    });
}

Console.WriteLine($"test accuracy {run.Accuracy():F4}");
return 0;

static string Describe(EpochResult result) => $"epoch {result.Epoch,2}   loss {result.Loss:F4}   accuracy {result.Accuracy:F4}";
