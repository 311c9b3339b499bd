using System.Globalization;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>A failure of a forecast costs the forecast, one of the compiler a single network. Nothing else runs meanwhile, for the switch is everybody's.</summary>
[Collection(nameof(RuleFailureTests))]
public class CompilerFailureTests
{
    private const string Source = "using GradCompile;\n[Network(8), Dense(8, Activation.ReLU), Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net;\n";

    /// <summary>Sizes at which the sums over the pixels once left a variance below 0.</summary>
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (var size in Enumerable.Range(2, 37).Append(64).Append(224)) sizes.Add(3, size);
            foreach (var channels in new[] { 1, 2, 4, 7, 16, 64 }) sizes.Add(channels, 20);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void NoVarianceIsBelowZero(int channels, int size)
    {
        foreach (var batch in new[] { 1, 2, 64 })
        {
            var network = ExaminedSource.Of($"using GradCompile;\n[Network({channels}, {size}, {size}, BatchSize = {batch})][BatchNorm][GlobalAveragePool][Dense(3)] public partial class Net;").Network!;
            var forecast = Assert.IsType<GradCompile.Compiler.Forecasts.NetworkForecast>(network.Forecast);
            Assert.True(forecast.Layers.All(layer => layer.ForwardRms >= 0 && layer.WeightGradientNorm >= 0));
            _ = network.Standing;
        }
    }

    [Fact]
    public void AForecastThatFailsDoesNotCostTheNetwork()
    {
        var network = ExaminedSource.Of(Source).Network!.Declaration;
        Assert.Throws<ArithmeticException>(() => NetworkCompiler.Compile(network, CompileSettings.Default, _ => throw new ArithmeticException("NaN")));
        var files = Quietly(() => NetworkCompiler.Compile(network, CompileSettings.Default, _ => throw new ArithmeticException("NaN"))).Files;
        var without = NetworkCompiler.Compile(network, CompileSettings.Default, _ => null).Files;
        Assert.Equal(without.Select(file => file.Text), files.Select(file => file.Text));
        Assert.Equal(5, files.Count);
    }

    [Fact]
    public void ANetworkThatTheCompilerFailsOnIsAnErrorOfItsOwn()
    {
        // A layer without a rule stands for whatever the compiler stumbles over.
        var network = ExaminedSource.Of(Source).Network!.Declaration with { Layers = new EquatableArray<DeclaredLayer>(new Unknown(Origin.Class, null)) };
        var file = Assert.Single(Quietly(() => NetworkCompiler.Compile(network, CompileSettings.Default)).Files);
        var project = UserProject.Compile(Source.Split('[')[0] + "public partial class Net; public class Use { public void Train(Net net) => net.Train([1f], [2f]); }", file.Text);
        var error = Assert.Single(project.CompilerDiagnostics());
        Assert.Equal("CS1029", error.Id);
        Assert.Contains("GRAD0000 at Net: The compiler failed on this network (KeyNotFoundException: ", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("please report it with the declaration", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static T Quietly<T>(Func<T> work)
    {
        RuleFailures.AreThrown = false;
        try
        {
            return work();
        }
        finally
        {
            RuleFailures.AreThrown = true;
        }
    }

    private sealed record Unknown(Origin Origin, string? Name) : DeclaredLayer(Origin, Name);
}
