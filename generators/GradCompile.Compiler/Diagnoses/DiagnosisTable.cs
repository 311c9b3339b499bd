using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Diagnoses.Gradients;
using GradCompile.Compiler.Diagnoses.Outputs;
using GradCompile.Compiler.Diagnoses.Structure;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>All rules, in the order of their ids.</summary>
internal static class DiagnosisTable
{
    private static readonly IReadOnlyList<DiagnosisRule> Gradients =
    [
        new VanishingGradient(), new ExplodingGradient(), new SaturatedAtInit(), new BornDead(), new SymmetricInit(), new InitialLogits(), new BatchNormChain(),
        new ResidualDepth(), new SeluSetup(), new ClipNeverActs(), new ClipAlwaysActs(), new LearningRate(), new AdamEpsilon(), new PenaltyDominates(), new DeadByConstruction(),
    ];

    private static readonly IReadOnlyList<DiagnosisRule> Outputs =
    [
        new SoftmaxOfOne(), new ActivationBeforeLogits(), new WrongOutputCount(), new SquashedRegression(), new HiddenSoftmax(), new DropoutOnOutputs(),
    ];

    private static readonly IReadOnlyList<DiagnosisRule> Structure =
    [
        new NoNonlinearity(), new TwoActivations(), new BiasBeforeBatchNorm(), new DropoutBeforeBatchNorm(), new L2WithAdam(), new HighDropout(),
        new BatchNormOfOne(), new ChannelsLastInput(), new NarrowBottleneck(),
    ];

    public static readonly IReadOnlyList<DiagnosisRule> Rules = [.. Gradients, .. Outputs, .. Structure];

    /// <summary>What all rules find, less what another finding explains.</summary>
    public static IEnumerable<Diagnosis> Examine(NetworkModel model) => Examine(new NetworkUnderExamination(model));

    public static IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var found = Rules.SelectMany(rule => rule.Examine(network)).ToList();

        // A hint does not silence a warning.
        var byAll = Explained(found.Where(diagnosis => !diagnosis.IsHint));
        var byHints = Explained(found);
        return found.Where(diagnosis => !byAll.Contains(diagnosis.Id) && !(diagnosis.IsHint && byHints.Contains(diagnosis.Id)));
    }

    private static HashSet<string> Explained(IEnumerable<Diagnosis> found)
    {
        var ids = new HashSet<string>(found.Select(diagnosis => diagnosis.Id));
        return new HashSet<string>(Rules.Where(rule => ids.Contains(rule.Id)).SelectMany(rule => rule.Explains));
    }
}
