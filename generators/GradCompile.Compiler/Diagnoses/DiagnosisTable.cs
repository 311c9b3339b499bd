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

    /// <summary>The same with mends where the network seeks them: only what stands is worth trying mends for.</summary>
    public static IReadOnlyList<Diagnosis> Examine(NetworkUnderExamination network)
    {
        if (!network.SeeksMends) return network.Standing;
        var standing = new HashSet<Diagnosis>(network.Standing.Select(diagnosis => diagnosis with { Mends = default }));
        return Rules.Where(rule => network.Found.Contains(rule.Id)).SelectMany(rule => Mended(rule, network, standing)).ToList();
    }

    /// <summary>What these rules find, without mends, less what another finding explains.</summary>
    public static IReadOnlyList<Diagnosis> Standing(NetworkUnderExamination network, IReadOnlyList<DiagnosisRule> rules)
    {
        var found = rules.SelectMany(rule => rule.Guarded(network)).ToList();

        // A hint does not silence a warning.
        var byAll = Explained(found.Where(diagnosis => !diagnosis.IsHint), rules);
        var byHints = Explained(found, rules);
        return found.Where(diagnosis => !byAll.Contains(diagnosis.Id) && !(diagnosis.IsHint && byHints.Contains(diagnosis.Id))).ToList();
    }

    /// <summary>A rule whose mends fail says what it has to say without them.</summary>
    private static IEnumerable<Diagnosis> Mended(DiagnosisRule rule, NetworkUnderExamination network, HashSet<Diagnosis> standing)
    {
        var mended = rule.Guarded(network).Where(diagnosis => standing.Contains(diagnosis with { Mends = default })).ToList();
        return mended.Count > 0 ? mended : standing.Where(diagnosis => diagnosis.Id == rule.Id);
    }

    private static HashSet<string> Explained(IEnumerable<Diagnosis> found, IEnumerable<DiagnosisRule> rules)
    {
        var ids = new HashSet<string>(found.Select(diagnosis => diagnosis.Id));
        return new HashSet<string>(rules.Where(rule => ids.Contains(rule.Id)).SelectMany(rule => rule.Explains));
    }
}
