using System.Diagnostics;
using GradCompile;
using GradCompile.Samples.ImageNets;

static void Time<T>(string name, T network, int rows, int steps) where T : class, ITrainableNetwork<T>
{
    var size = T.Info.InputShape.Aggregate(1, (a, b) => a * b);
    var random = new Random(1);
    var inputs = new float[rows * size];
    for (var i = 0; i < inputs.Length; i++) inputs[i] = random.NextSingle();
    var labels = Enumerable.Range(0, rows).Select(i => i % 10).ToArray();
    var outputs = new float[rows * T.Info.OutputShape[0]];
    var one = new float[T.Info.OutputShape[0]];
    var flops = T.Info.FlopsPerRow;
    for (var s = 0; s < 3; s++)
    {
        var t = Stopwatch.GetTimestamp(); for (var i = 0; i < steps; i++) network.Predict(inputs, outputs); var predict = Stopwatch.GetElapsedTime(t).TotalSeconds / steps;
        t = Stopwatch.GetTimestamp(); for (var i = 0; i < steps; i++) network.Predict(inputs.AsSpan(0, size), one); var single = Stopwatch.GetElapsedTime(t).TotalSeconds / steps;
        t = Stopwatch.GetTimestamp(); var loss = 0f; for (var i = 0; i < steps; i++) loss = network.Train(inputs, labels); var train = Stopwatch.GetElapsedTime(t).TotalSeconds / steps;
        Console.WriteLine($"{name} rows {rows}: predict {predict * 1e3:F3} ms {flops * rows / predict / 1e9:F1} GF; one {single * 1e6:F1} us {flops / single / 1e9:F1} GF; train {train * 1e3:F3} ms {3 * flops * rows / train / 1e9:F1} GF loss {loss}");
    }
}
if (args.Length == 0 || args[0] == "lenet") Time("lenet", new LeNet5(), 128, 200);
if (args.Length > 0 && args[0] == "vgg") Time("vgg", new Vgg19(), 4, 1);
if (args.Length > 0 && args[0] == "resnet") Time("resnet", new ResNet152(), 4, 1);
