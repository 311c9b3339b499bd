using System;
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
/// <param name="HintName">Its name, unique within a compilation, as <c>MyApp.Digits.Kernels512.g.cs</c>.</param>
/// <param name="Text">C# 12, invariant culture, lines ending in <c>\n</c>.</param>
public sealed record GeneratedFile(string HintName, string Text);

/// <summary>A method that any network of a project may call, in the class of its width.</summary>
/// <param name="Bits">The width of its vectors.</param>
/// <param name="Name">Says all that it does: tiles of one name are the same.</param>
/// <param name="Text">The method.</param>
public sealed record SharedTile(int Bits, string Name, string Text);

/// <summary>What a network is compiled to.</summary>
/// <param name="Files">Its own.</param>
/// <param name="Tiles">What it shares with others: <see cref="NetworkCompiler.CompileTiles"/> makes files of them.</param>
public sealed record CompiledNetwork(EquatableArray<GeneratedFile> Files, EquatableArray<SharedTile> Tiles)
{
    public static implicit operator CompiledNetwork(EquatableArray<GeneratedFile> files) => new(files, EquatableArray<SharedTile>.Empty);
}

/// <summary>The compiler from a declaration to text: every stage in order.</summary>
public static class NetworkCompiler
{
    /// <summary>The id of what is no fault of the user's; no analyzer knows it.</summary>
    private const string CompilerFailure = "GRAD0000";

    /// <summary>The first reason why the declaration cannot be compiled, or null. Never throws.</summary>
    public static Fault? Check(DeclaredNetwork network) => NetworkLowering.Lower(network).Fault;

    /// <summary>What the rules find in a declaration that compiles; nothing for one at fault. Never throws.</summary>
    public static EquatableArray<Diagnosis> Diagnose(DeclaredNetwork network) =>
        NetworkLowering.Lower(network).Model is { } model ? DiagnosisTable.Examine(model).ToEquatableArray() : EquatableArray<Diagnosis>.Empty;

    /// <summary>The generated half of the class. A declaration at fault gets a surface whose members throw. Never throws.</summary>
    public static CompiledNetwork Compile(DeclaredNetwork network, CompileSettings settings) => Compile(network, settings, Forecaster.Forecast);

    /// <summary>The same with another forecast, whose failure must not cost the network.</summary>
    internal static CompiledNetwork Compile(DeclaredNetwork network, CompileSettings settings, Func<NetworkModel, NetworkForecast?> forecast)
    {
        try
        {
            var (model, fault) = NetworkLowering.Lower(network);
            if (model is null) return CompileFaulty(network, fault, settings);
            var plan = Planned(model, settings, forecast);
            return new CompiledNetwork(NetworkEmitter.Print(plan), TileEmitter.Of(plan).ToEquatableArray());
        }
        catch (FaultException exception)
        {
            // What only the generator finds, as it writes the code, no analyzer reports.
            return CompileFaulty(network, exception.Fault, settings with { FaultsAreReported = false });
        }
        catch (Exception exception) when (!RuleFailures.AreThrown)
        {
            // A generator that throws leaves every network of the project without its members: the one that the compiler fails on shall be the only one.
            return CompileFaulty(network, Failure(network.Type, exception), settings with { FaultsAreReported = false });
        }
    }

    /// <summary>
    /// A surface whose members throw, for a class at fault, so that the one real error is not buried under errors at every use.
    /// </summary>
    /// <param name="fault">Null where C# reports what is wrong, as with half-typed text.</param>
    public static CompiledNetwork CompileFaulty(DeclaredNetwork network, Fault? fault, CompileSettings settings)
    {
        // Half-typed text may have swallowed the loss: whoever calls Train shall not hear of that as well.
        var isTrainable = network.Losses.Count > 0 || fault is null;
        return new EquatableArray<GeneratedFile>(new GeneratedFile($"{network.Type.FullName}.g.cs", FaultySurface.Print(network.Type, isTrainable, fault, settings.FaultsAreReported)));
    }

    /// <summary>What is generated for a class that cannot carry members: at most the error.</summary>
    public static CompiledNetwork CompileUnsuitable(DeclaredType type, Fault? fault, CompileSettings settings) =>
        fault is null || settings.FaultsAreReported
            ? EquatableArray<GeneratedFile>.Empty
            : new EquatableArray<GeneratedFile>(new GeneratedFile($"{type.FullName}.g.cs", FaultySurface.PrintError(type, fault)));

    /// <summary>The file of the tiles of one width that the project's networks call, each once.</summary>
    public static GeneratedFile CompileTiles(int bits, EquatableArray<SharedTile> tiles) => TileEmitter.Print(bits, tiles);

    /// <summary>A failure of the compiler itself, as a fault.</summary>
    private static Fault Failure(DeclaredType type, Exception exception) => new(
        CompilerFailure,
        $"The compiler failed on this network ({exception.GetType().Name}: {exception.Message}). That is a fault of GradCompile {FileHeader.Version}, "
        + $"not of {type.Name}: please report it with the declaration; until then, change the declaration.",
        Origin.Class);

    private static Plan Planned(NetworkModel model, CompileSettings settings, Func<NetworkModel, NetworkForecast?> forecaster)
    {
        var forecast = RuleFailures.Guard(() => forecaster(model), null);
        return Scheduler.Schedule(model, forecast, settings) with { SuggestedRate = RuleFailures.Guard(() => SuggestedRate.Of(model, forecast), null) };
    }
}
