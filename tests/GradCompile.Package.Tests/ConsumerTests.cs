using System.Runtime.InteropServices;

namespace GradCompile.Package.Tests;

/// <summary>The packed package in the hands of a user: a console project that references nothing else.</summary>
public sealed class ConsumerTests(PackedPackage package)
{
    /// <summary>Trains ten steps, predicts, and prints a hash of every bit. It uses no implicit using and no unsafe code.</summary>
    private const string Program = """
            using System;
            using GradCompile;

            var network = new Shop.Net(seed: 7);
            var random = 12345u;
            float Next() { random = random * 1664525u + 1013904223u; return (random >> 8) / 16777216f - 0.5f; }
            var inputs = new float[37 * 20];
            for (var i = 0; i < inputs.Length; i++) inputs[i] = Next();
            var labels = new int[37];
            for (var i = 0; i < labels.Length; i++) labels[i] = i % 5;
            var hash = 14695981039346656037ul;
            void Add(float value) { hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211ul; }
            for (var step = 0; step < 10; step++) Add(network.Train(inputs, labels));
            var outputs = new float[37 * 5];
            network.Predict(inputs, outputs);
            foreach (var output in outputs) Add(output);
            foreach (var tensor in Shop.Net.Info.Tensors)
            {
                var size = 1;
                foreach (var d in tensor.Shape) size *= d;
                var values = new float[size];
                network.GetTensor(tensor.Name, values);
                foreach (var value in values) Add(value);
            }
            Console.WriteLine($"bits {hash:x16}");
            Console.WriteLine($"layers {Shop.Net.Info.Layers.Count}");

            namespace Shop
            {
                [Network(20)]
                [Dense(33, Activation.GELU)]
                [BatchNorm]
                [Dropout(0.2)]
                [Residual<Block>(Scale = 0.5, Activation = Activation.Tanh)]
                [LayerNorm]
                [Dense(5)]
                [Loss(Loss.SoftmaxCrossEntropy)]
                [AdamW(0.01), L2(1e-3), ClipGlobalNorm(1)]
                internal partial class Net
                {
                }

                [Block, Dense(17, Activation.Mish), Dense(40)]
                internal partial class Block
                {
                }
            }
            """;

    private const string Strict = "<LangVersion>12</LangVersion><Nullable>enable</Nullable><ImplicitUsings>disable</ImplicitUsings><AllowUnsafeBlocks>false</AllowUnsafeBlocks><InvariantGlobalization>true</InvariantGlobalization>";

    [Fact]
    public void ThePackageHoldsTheRuntimeAndTheCompiler()
    {
        var files = package.Files();
        foreach (var expected in new[]
        {
            "lib/net9.0/GradCompile.dll", "lib/net9.0/GradCompile.xml", "lib/net10.0/GradCompile.dll", "lib/net10.0/GradCompile.xml", "README.md",
            "analyzers/dotnet/cs/GradCompile.Compiler.dll", "analyzers/dotnet/cs/GradCompile.Generators.dll", "analyzers/dotnet/cs/GradCompile.CodeFixes.dll",
            "build/GradCompile.props", "build/GradCompile.targets", "buildTransitive/GradCompile.props", "buildTransitive/GradCompile.targets", "icon.png",
        })
        {
            Assert.Contains(expected, files);
        }

        Assert.DoesNotContain(files, f => f.Contains("CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryWayToRunGivesTheSameBits()
    {
        // Without unsafe code and implicit usings, with nullable warnings as errors, in the oldest language that is supported.
        var strict = package.Consumer("Strict", "net10.0", Strict, Program);
        Dotnet.Run(strict, "dotnet", "build", "-c", "Release", "--nologo");
        var assembly = Path.Combine(strict, "bin", "Release", "net10.0", "Strict.dll");
        var expected = Dotnet.Run(strict, "dotnet", assembly);
        Assert.StartsWith("bits ", expected, StringComparison.Ordinal);

        // The same program with narrower vectors.
        var settings = Path.ChangeExtension(assembly, ".runtimeconfig.json");
        var original = File.ReadAllText(settings);
        foreach (var bits in new[] { 256, 128 })
        {
            File.WriteAllText(settings, original.Replace("\"configProperties\": {", $"\"configProperties\": {{\n      \"GradCompile.VectorBits\": {bits},", StringComparison.Ordinal));
            Assert.Contains("GradCompile.VectorBits", File.ReadAllText(settings), StringComparison.Ordinal);
            Assert.Equal(expected, Dotnet.Run(strict, "dotnet", assembly));
        }

        // NativeAOT, for a plain processor and for this one; a trim or AOT warning would be an error. Only for a plain x64 processor there is a word about
        // speed, with the line to add, and NoWarn silences it.
        var native = package.Consumer("Native", "net9.0", Strict + "<PublishAot>true</PublishAot>", Program);
        foreach (var (output, option, told) in new[]
        {
            ("plain", "-p:WarningsNotAsErrors=GRADAOT001", RuntimeInformation.OSArchitecture == Architecture.X64),
            ("plain", "-p:NoWarn=GRADAOT001", false),
            ("native", "-p:IlcInstructionSet=native", false),
        })
        {
            var log = Dotnet.Run(native, "dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output, "--nologo", option);
            Assert.Equal(told, log.Contains("warning GRADAOT001: ", StringComparison.Ordinal));
            Assert.Equal(told, log.Contains("<IlcInstructionSet>x86-64-v3</IlcInstructionSet>", StringComparison.Ordinal));
            Assert.Equal(expected, Dotnet.Run(native, Path.Combine(native, output, "Native")));
        }
    }

    [Fact]
    public void ATypicalProjectBuildsAndRuns()
    {
        const string Typical = """
            using GradCompile;

            var network = new Xor(seed: 3);
            float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
            float[] targets = [0, 1, 1, 0];
            for (var step = 0; step < 2000; step++) network.Train(inputs, targets);
            var outputs = new float[4];
            network.Predict(inputs, outputs);
            var path = Path.Combine(AppContext.BaseDirectory, "xor.safetensors");
            network.Save(path);
            var again = new float[4];
            Xor.Load(path).Predict(inputs, again);
            Console.WriteLine(string.Join(" ", outputs.Select(o => o > 0 ? 1 : 0)) + (outputs.SequenceEqual(again) ? " same" : " other"));

            /// <summary>Exclusive or.</summary>
            [Network(2), Dense(8, Activation.Tanh), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.02)]
            public partial class Xor;
            """;
        var folder = package.Consumer("Typical", "net10.0", "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>", Typical);
        Assert.Contains("0 1 1 0 same", Dotnet.Run(folder, "dotnet", "run", "-c", "Release"), StringComparison.Ordinal);
    }
}
