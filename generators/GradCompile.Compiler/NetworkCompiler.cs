using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses;
using GradCompile.Compiler.Diagnoses.Gradients;
using GradCompile.Compiler.Emission;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Layers;
using GradCompile.Compiler.Plans;
using GradCompile.Compiler.Schedules;

namespace GradCompile.Compiler;

/// <summary>A file of generated text.</summary>
/// <param name="HintName">Its name, unique within a compilation, as <c>MyApp.Digits.Forward512.g.cs</c>.</param>
/// <param name="Text">C# 12, invariant culture, lines ending in <c>\n</c>.</param>
public sealed record GeneratedFile(string HintName, string Text);

/// <summary>The compiler from a declaration to text: every stage in order.</summary>
public static class NetworkCompiler
{
    /// <summary>The first reason why the declaration cannot be compiled, or null. Never throws.</summary>
    public static Fault? Check(DeclaredNetwork network) => NetworkLowering.Lower(network).Fault;

    /// <summary>What the rules find in a declaration that compiles; nothing for one at fault. Never throws.</summary>
    public static EquatableArray<Diagnosis> Diagnose(DeclaredNetwork network) =>
        NetworkLowering.Lower(network).Model is { } model ? DiagnosisTable.Examine(model).ToEquatableArray() : EquatableArray<Diagnosis>.Empty;

    /// <summary>The generated half of the class. A declaration at fault gets a surface whose members throw. Never throws.</summary>
    public static EquatableArray<GeneratedFile> Compile(DeclaredNetwork network)
    {
        var (model, _) = NetworkLowering.Lower(network);
        return model is null
            ? CompileFaulty(network.Type, isTrainable: network.Losses.Count > 0)
            : NetworkEmitter.Print(Planned(model));
    }

    private static Plan Planned(NetworkModel model)
    {
        var forecast = Forecaster.Forecast(model);
        return Scheduler.Schedule(model, forecast) with { SuggestedRate = SuggestedRate.Of(model, forecast) };
    }

    /// <summary>
    /// A surface whose members throw, for a class whose attributes could not even be read (half-typed text, say),
    /// so that the one real error is not buried under errors at every use.
    /// </summary>
    public static EquatableArray<GeneratedFile> CompileFaulty(DeclaredType type, bool isTrainable) =>
        new(new GeneratedFile($"{type.FullName}.g.cs", SurfaceEmitter.PrintFaulty(type, isTrainable)));
}
