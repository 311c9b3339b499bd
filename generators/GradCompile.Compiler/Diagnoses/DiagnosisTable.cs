using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
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

    /// <summary>The same with fixes where the network seeks them: only what stands is worth trying fixes for.</summary>
    public static IReadOnlyList<Diagnosis> Examine(NetworkUnderExamination network)
    {
        if (!network.SeeksFixes) return network.Standing;
        var standing = new HashSet<Diagnosis>(network.Standing.Select(diagnosis => diagnosis with { Fixes = default }));
        return Rules.Where(rule => network.Found.Contains(rule.Id)).SelectMany(rule => WithFixes(rule, network, standing)).ToList();
    }

    /// <summary>What these rules find, without fixes, less what another finding explains.</summary>
    public static IReadOnlyList<Diagnosis> Standing(NetworkUnderExamination network, IReadOnlyList<DiagnosisRule> rules)
    {
        var found = rules.SelectMany(rule => rule.Guarded(network)).ToList();

        // A hint does not silence a warning.
        var byAll = Explained(found.Where(diagnosis => !diagnosis.IsHint), rules);
        var byHints = Explained(found, rules);
        return found.Where(diagnosis => !byAll.Contains(diagnosis.Id) && !(diagnosis.IsHint && byHints.Contains(diagnosis.Id))).ToList();
    }

    /// <summary>What a rule silences, what that silences, and so on.</summary>
    public static HashSet<string> SilencedBy(string id)
    {
        var silenced = new HashSet<string>();
        Add(id);
        return silenced;

        void Add(string next)
        {
            foreach (var explained in Rules.First(rule => rule.Id == next).Explains.Where(silenced.Add).ToList()) Add(explained);
        }
    }

    /// <summary>A rule whose fixes fail says what it has to say without them.</summary>
    private static IEnumerable<Diagnosis> WithFixes(DiagnosisRule rule, NetworkUnderExamination network, HashSet<Diagnosis> standing)
    {
        var found = rule.Guarded(network).Where(diagnosis => standing.Contains(diagnosis with { Fixes = default })).ToList();
        if (found.Count == 0) return standing.Where(diagnosis => diagnosis.Id == rule.Id);
        return found.Select(diagnosis => diagnosis with { Fixes = diagnosis.Fixes.Where(fix => RuleFailures.Guard(() => Helps(network, rule.Id, fix), false)).ToEquatableArray() });
    }

    /// <summary>Whether a fix takes its finding away and brings nothing but what that had silenced. One that cannot be tried is taken at its word.</summary>
    private static bool Helps(NetworkUnderExamination network, string id, Fix fix)
    {
        if (EditedDeclaration.Of(network.Declaration, fix) is not { } declaration) return true;
        var silenced = SilencedBy(id);
        return network.Changed(declaration) is { } changed && !changed.Found.Contains(id)
            && changed.Found.All(left => network.Found.Contains(left) || silenced.Contains(left));
    }

    private static HashSet<string> Explained(IEnumerable<Diagnosis> found, IEnumerable<DiagnosisRule> rules)
    {
        var ids = new HashSet<string>(found.Select(diagnosis => diagnosis.Id));
        return new HashSet<string>(rules.Where(rule => ids.Contains(rule.Id)).SelectMany(rule => rule.Explains));
    }
}
