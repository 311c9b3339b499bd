// Where the time goes from the start of the process on: one line of clock readings, which the process that started this one subtracts
// its own from. Nothing here is warm, and nothing but the network is in the way: no library for the command line, no collections.
using System.Globalization;

const int Steps = 100;
Span<long> clock = stackalloc long[5];
clock[0] = DateTime.UtcNow.Ticks;
var network = new Subject(seed: 1) { Threads = 1 };
clock[1] = DateTime.UtcNow.Ticks;
var inputs = new float[Subject.Rows * 784];
for (var i = 0; i < inputs.Length; i++) inputs[i] = (i * 7919 % 1009) / 1009f;
var labels = new int[Subject.Rows];
for (var i = 0; i < labels.Length; i++) labels[i] = i * 7 % 10;
var outputs = new float[10];
network.Predict(inputs.AsSpan(0, 784), outputs);
clock[2] = DateTime.UtcNow.Ticks;
for (var step = 0; step < Steps; step++) network.Train(inputs, labels);
clock[3] = DateTime.UtcNow.Ticks;
for (var step = 0; step < Steps; step++) network.Train(inputs, labels);
clock[4] = DateTime.UtcNow.Ticks;
foreach (var ticks in clock) Console.Write(ticks.ToString(CultureInfo.InvariantCulture) + " ");
Console.WriteLine();
