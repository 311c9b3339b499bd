using System;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>Data that are not normalised are a cause of their own: no initialiser of the network is at fault.</summary>
internal static class InputScale
{
    private const double Smallest = 0.05;
    private const double Largest = 20;

    /// <summary>How many deviations the mean may lie from 0.</summary>
    private const double LargestOffset = 5;

    /// <summary>How many deviations the mean may lie from 0 under steps that are scaled by the gradients.</summary>
    private const double LargestOffsetUnderScaledSteps = 50;

    /// <summary>Whether what all inputs share hides what tells them apart, even from Adam.</summary>
    public static bool IsOffset(TrainingForecast training) =>
        !training.First.IsNormalized && training.Input.Std > 0 && Math.Abs(training.Input.Mean) > LargestOffsetUnderScaledSteps * training.Input.Std
        && training.Model.Training.Operations.FirstOrDefault() is not (Graphs.BatchNormOperation or Graphs.LayerNormOperation);

    public static bool IsFarOff(TrainingForecast training) =>
        training.InputRms is < Smallest or > Largest || Math.Abs(training.Input.Mean) > LargestOffset * training.Input.Std;

    /// <summary>Begins with a batch norm, which brings whatever comes to mean 0 and deviation 1.</summary>
    public static FixCandidate Normalised(TrainingForecast training)
    {
        var origin = training.Input.Origin;
        var norm = new Declared.BatchNormLayer(origin with { Attribute = -2 - origin.Attribute }, null, 1);
        return new FixCandidate(
            "Begin with [BatchNorm]",
            network => network with { Layers = new[] { (Declared.DeclaredLayer)norm }.Concat(network.Layers).ToEquatableArray() },
            [Edit.InsertAfter(origin, "BatchNorm")]);
    }

    /// <summary>Whether the declared inputs are far from 1, and the finding is gone with inputs of mean 0 and deviation 1.</summary>
    public static bool IsCause(NetworkUnderExamination network, TrainingForecast training, Func<TrainingForecast, bool> fires)
    {
        if (!IsFarOff(training)) return false;
        return Trial.IsGone(network, network.Declaration with { Input = network.Declaration.Input with { Mean = 0, Std = 1 } }, fires);
    }

    public static string Describe(TrainingForecast training) =>
        $"the inputs' root mean square is {Figures.Of(training.InputRms)} by InputMean and InputStd. Bring the data to mean 0 and standard deviation 1, or begin with [BatchNorm].";
}
