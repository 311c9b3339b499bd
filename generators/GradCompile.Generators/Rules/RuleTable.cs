using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Rules;

/// <summary>One diagnostic: its id is the name of its page in <c>generators/rules</c>.</summary>
public sealed record Rule(string Id, string Title, string Category, DiagnosticSeverity Severity, string Description);

/// <summary>All diagnostics in the order of their ids; a new rule is a row here, a page and a test.</summary>
public static class RuleTable
{
    /// <summary>Where the pages are: the build writes its RepositoryUrl into every assembly. Without one, a rule has no link.</summary>
    private static readonly string? Pages = typeof(RuleTable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RepositoryUrl")?.Value is { Length: > 0 } repository ? repository + "/blob/main/generators/rules/" : null;

    private const string Declaration = "GradCompile.Declaration";
    private const string Gradients = "GradCompile.Gradients";
    private const string Output = "GradCompile.Output";
    private const string Structure = "GradCompile.Structure";
    private const DiagnosticSeverity Error = DiagnosticSeverity.Error;
    private const DiagnosticSeverity Warning = DiagnosticSeverity.Warning;
    private const DiagnosticSeverity Info = DiagnosticSeverity.Info;

    public static readonly IReadOnlyList<Rule> Rules =
    [
        new(FaultIds.UnsuitableType, "A network is a partial class of its own", Declaration, Error, "The compiler adds members to the class marked [Network], so it must be a partial, top-level class that can be created: not nested, generic, static, abstract, a struct, a record or an interface, and with constructors that lead to the generated one."),
        new(FaultIds.LayersMisplaced, "Layers stand together on one network or block", Declaration, Error, "Layer attributes apply in source order, so a network has at least one, all on one part of the class, and the class is marked [Network] or [Block]."),
        new(FaultIds.BadSize, "A size is a positive number", Declaration, Error, "Input shapes, units, filters, kernels and repetitions are counts of things that exist."),
        new(FaultIds.BadNumber, "A rate or coefficient is a finite number in its range", Declaration, Error, "A rate, probability or coefficient outside its range, NaN or infinite, cannot train a network."),
        new(FaultIds.ShapeMismatch, "The layers' shapes fit together", Declaration, Error, "The output of a layer must have the shape that the next one takes, as a vector for Dense."),
        new(FaultIds.BadName, "Names are valid and do not clash", Declaration, Error, "Tensors are named after their layers, so layer names are unique; and members of the class must not have the names of generated ones."),
        new(FaultIds.Duplicate, "One loss, one optimizer, one clipping", Declaration, Error, "Two attributes that each settle the same question contradict each other."),
        new(FaultIds.BadBlock, "A residual block is a [Block] that can be unfolded", Declaration, Error, "The class named by Residual must be marked [Block], hold layers alone, and not contain itself; blocks are nested at most 64 deep."),
        new(FaultIds.TooLarge, "The network fits into arrays", Declaration, Error, "A tensor, or all parameters together, must stay below 2147483647 elements, the limit of an array; and the generated code below what the C# compiler takes."),
        new(DiagnosisIds.VanishingGradient, "The gradient vanishes before it reaches the first layer", Gradients, Warning, "The forecast gradient of the first weights is too small to learn from under the declared optimizer."),
        new(DiagnosisIds.ExplodingGradient, "The gradient explodes on its way to the first layer", Gradients, Warning, "The forecast gradient of the first weights is too large to learn from under the declared optimizer, or a signal leaves the range of a float."),
        new(DiagnosisIds.SaturatedAtInit, "Most units of a layer start saturated", Gradients, Warning, "More than half of a layer's units start where the slope of their activation is below 5 % of its maximum."),
        new(DiagnosisIds.BornDead, "ReLU units are dead from the start", Gradients, Warning, "A low bias, or a ReLU chain too narrow for its depth, leaves units that no input wakes, and a silent ReLU has no gradient."),
        new(DiagnosisIds.SymmetricInit, "Hidden weights all start alike", Gradients, Error, "Units with the same weights compute the same and receive the same gradient; a hidden layer needs a random initialiser."),
        new(DiagnosisIds.InitialLogits, "The logits start large", Gradients, Warning, "Logits with a standard deviation above 3 make a first loss far above that of a guess."),
        new(DiagnosisIds.BatchNormChain, "Batch norms are chained too deep without skips", Gradients, Warning, "Each batch norm before an activation makes the gradient grow on its way back, whatever the initialiser."),
        new(DiagnosisIds.ResidualDepth, "Many residual branches are added at full strength", Gradients, Info, "More than 15 residual sums whose branches are neither normalised nor damped let the signal grow with depth."),
        new(DiagnosisIds.SeluSetup, "SELU lacks what it needs to normalise itself", Gradients, Warning, "SELU keeps mean and variance only with LeCun's initialiser, without a batch norm and without ordinary dropout."),
        new(DiagnosisIds.ClipNeverActs, "The clipping hardly ever acts", Gradients, Info, "The threshold is more than ten times the forecast gradient."),
        new(DiagnosisIds.ClipAlwaysActs, "The clipping always acts", Gradients, Warning, "The threshold is below a tenth of the forecast gradient, so that it sets every step of gradient descent; a hint where the steps are still long enough."),
        new(DiagnosisIds.LearningRate, "The learning rate does not suit the network", Gradients, Warning, "The first steps are forecast to overshoot what the network can come back from, or all the declared steps together to get nowhere near what there is to learn."),
        new(DiagnosisIds.AdamEpsilon, "The epsilon is above the gradients", Gradients, Warning, "Where the gradient is below its epsilon, Adam turns into gradient descent with a tiny step."),
        new(DiagnosisIds.PenaltyDominates, "The penalty pulls harder than the loss", Gradients, Warning, "The penalties shrink the weights faster than the loss can hold them."),
        new(DiagnosisIds.DeadByConstruction, "A part of the network can never learn", Gradients, Warning, "A batch norm of scale 0 before a ReLU, a layer norm over one unit, or a residual sum of scale 0 lets no gradient through, now or later; an error where the declaration alone says so."),
        new(DiagnosisIds.SoftmaxOfOne, "A softmax runs over a single unit", Output, Error, "Softmax over one unit is 1 whatever comes in, and its gradient is exactly zero."),
        new(DiagnosisIds.ActivationBeforeLogits, "An activation stands before a loss that takes logits", Output, Error, "The cross-entropies apply softmax or sigmoid themselves and take the sums before it."),
        new(DiagnosisIds.WrongOutputCount, "A softmax cross-entropy has one output", Output, Error, "Over a single class the softmax cross-entropy is zero for every input."),
        new(DiagnosisIds.SquashedRegression, "Squashed or cut off outputs meet a regression loss", Output, Warning, "The slope of softmax or sigmoid multiplies the error, and is smallest where the error is largest; a ReLU has none below 0."),
        new(DiagnosisIds.HiddenSoftmax, "A softmax is on a hidden layer", Output, Warning, "The units of a softmax compete for a sum of one, so that signal and gradient shrink with their number."),
        new(DiagnosisIds.DropoutOnOutputs, "Dropout stands behind the last weighted layer", Output, Warning, "Dropout on the outputs makes predictions of a regression too small by what is dropped, and sets logits to 0 at random."),
        new(DiagnosisIds.NoNonlinearity, "Weighted layers follow each other without an activation", Structure, Warning, "One linear map after another is a single linear map; a normalisation in between is no activation."),
        new(DiagnosisIds.TwoActivations, "Activations follow each other", Structure, Warning, "An activation of an activation, with no weighted layer in between, only weakens signal and gradient."),
        new(DiagnosisIds.BiasBeforeBatchNorm, "A batch norm cancels the bias before it", Structure, Info, "A batch norm subtracts the mean, and with it every bias that was added before."),
        new(DiagnosisIds.DropoutBeforeBatchNorm, "Dropout stands before a batch norm", Structure, Warning, "Dropout changes the variance in training only, and the batch norm's running statistics learn the changed one."),
        new(DiagnosisIds.L2WithAdam, "L2 under Adam is not weight decay", Structure, Info, "Adam divides the penalty's gradient by the size of the gradient itself; AdamW decouples the decay from it."),
        new(DiagnosisIds.HighDropout, "Dropout leaves little", Structure, Warning, "A rate that leaves less than two units; as a hint, a rate above one half, or several that multiply to a gain above ten, adds more noise than regularisation."),
        new(DiagnosisIds.BatchNormOfOne, "A batch norm meets a batch of one", Structure, Warning, "Over a single value of each channel there is no variance to normalise by, and training throws; over two a sign is left."),
        new(DiagnosisIds.ChannelsLast, "The input shape looks like channels last", Structure, Info, "An input shape is channels, height, width; three numbers that end in 1, 3 or 4 after two equal ones are likely the other way round."),
        new(DiagnosisIds.NarrowBottleneck, "A layer is too narrow for the classes behind it", Structure, Warning, "What tells many classes apart does not pass through a unit or two: n units learn to tell about 2^(n + 1) classes."),
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors = Rules.ToDictionary(rule => rule.Id, Describe);

    /// <summary>The descriptor of a rule. The message is the sentence that the compiler wrote.</summary>
    public static DiagnosticDescriptor Of(string id) => Descriptors[id];

    public static IEnumerable<DiagnosticDescriptor> InCategory(string category) =>
        Rules.Where(rule => rule.Category == category).Select(rule => Of(rule.Id));

    /// <summary>The descriptors of the rules on declarations that cannot be compiled.</summary>
    public static IEnumerable<DiagnosticDescriptor> Declarations => InCategory(Declaration);

    /// <summary>The descriptors of the rules on declarations that compile and are doubtful.</summary>
    public static IEnumerable<DiagnosticDescriptor> Diagnoses => InCategory(Gradients).Concat(InCategory(Output)).Concat(InCategory(Structure));

    // A network that cannot be compiled throws at its first use: no pragma, NoWarn or .editorconfig lets such a build pass.
    private static DiagnosticDescriptor Describe(Rule rule) => new(
        rule.Id, rule.Title, "{0}", rule.Category, rule.Severity, isEnabledByDefault: true, rule.Description, Pages is null ? null : $"{Pages}{rule.Id}.md",
        rule.Category == Declaration ? [WellKnownDiagnosticTags.NotConfigurable] : []);
}
