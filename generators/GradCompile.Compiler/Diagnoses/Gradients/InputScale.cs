using System;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>Data that are not normalised are a cause of their own: no initialiser of the network is at fault.</summary>
internal static class InputScale
{
    private const double Smallest = 0.05;
    private const double Largest = 20;

    /// <summary>Whether the declared inputs are far from 1, and the finding is gone with inputs of mean 0 and deviation 1.</summary>
    public static bool IsCause(NetworkUnderExamination network, TrainingForecast training, Func<TrainingForecast, bool> fires)
    {
        if (training.InputRms is >= Smallest and <= Largest) return false;
        return Trial.IsGone(network.Declaration with { Input = network.Declaration.Input with { Mean = 0, Std = 1 } }, fires);
    }

    public static string Describe(TrainingForecast training) =>
        $"the inputs' root mean square is {Figures.Of(training.InputRms)} by InputMean and InputStd. Bring the data to mean 0 and standard deviation 1, or begin with [BatchNorm].";
}
