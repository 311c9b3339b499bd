using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace GradCompile.Package.Tests;

/// <summary>The packed package in the hands of a user: a console project that references nothing else.</summary>
public sealed partial class ConsumerTests(PackedPackage package)
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
            "lib/net9.0/GradCompile.dll", "lib/net9.0/GradCompile.xml", "lib/net10.0/GradCompile.dll", "lib/net10.0/GradCompile.xml", "README.md", "icon.png",
            "analyzers/dotnet/cs/GradCompile.Compiler.dll", "analyzers/dotnet/cs/GradCompile.Generators.dll", "analyzers/dotnet/cs/GradCompile.CodeFixes.dll",
            "build/net9.0/GradCompile.props", "build/net9.0/GradCompile.targets",
            "buildTransitive/net9.0/GradCompile.props", "buildTransitive/net9.0/GradCompile.targets",
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
        var said = Publish(native, "plain", "-p:WarningsNotAsErrors=GRADAOT001", expected);
        Assert.DoesNotContain("GRADAOT001", Publish(native, "plain", "-p:NoWarn=GRADAOT001", expected), StringComparison.Ordinal);
        Assert.DoesNotContain("GRADAOT001", Publish(native, "native", "-p:IlcInstructionSet=native", expected), StringComparison.Ordinal);
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            Assert.DoesNotContain("GRADAOT001", said, StringComparison.Ordinal);
            return;
        }

        // The line that is to be added does what it says; the compiler of .NET 10 has another name for it.
        Assert.Contains("warning GRADAOT001: ", said, StringComparison.Ordinal);
        var suggested = SuggestedSet().Match(said).Groups["set"].Value;
        Assert.Equal("x86-64-v3", SuggestedSet().Match(SaidOfNet10(native, "linux-x64")).Groups["set"].Value);
        Assert.DoesNotContain("GRADAOT001", SaidOfNet10(native, "linux-arm64"), StringComparison.Ordinal);
        if (!Avx2.IsSupported) return;
        Assert.DoesNotContain("GRADAOT001", Publish(native, "suggested", $"-p:IlcInstructionSet={suggested}", expected), StringComparison.Ordinal);
    }

    [Fact]
    public void AnOlderFrameworkIsRefused()
    {
        var older = package.Consumer("Older", "net8.0", "", "");
        var (exit, said) = Dotnet.Try(older, "dotnet", "restore", "--nologo");
        Assert.NotEqual(0, exit);
        Assert.Contains("NU1202", said, StringComparison.Ordinal);
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

    /// <summary>Publishes with NativeAOT, runs the program, which must print what is expected, and hands back what the build said.</summary>
    private static string Publish(string folder, string output, string option, string expected)
    {
        var said = Dotnet.Run(folder, "dotnet", "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output, "--nologo", option);
        Assert.Equal(expected, Dotnet.Run(folder, Path.Combine(folder, output, "Native")));
        return said;
    }

    private static string SaidOfNet10(string folder, string platform) =>
        Dotnet.Try(folder, "dotnet", "msbuild", "-t:GradCompileWarnOfSlowNativeCode", "-p:TargetFramework=net10.0", $"-p:RuntimeIdentifier={platform}").Output;

    [GeneratedRegex("<IlcInstructionSet>(?<set>[^<]+)</IlcInstructionSet>")]
    private static partial Regex SuggestedSet();
}
