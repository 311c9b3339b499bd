using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1013: an ε above the gradients, which it was meant to keep from dividing by zero, so that the steps shrink with them.</summary>
internal sealed class AdamEpsilon : GradientRule
{
    private const double UsualEpsilon = 1e-8;

    public override string Id => DiagnosisIds.AdamEpsilon;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.LearningRate];

    /// <summary>Whether the network would come far enough in its steps, but for the ε.</summary>
    public static bool IsCause(TrainingForecast training)
    {
        if (!training.Pace.IsScaled || Comes(training.Pace)) return false;
        var unclipped = training.PaceOf(training.Setting with { Epsilon = UsualEpsilon, Clips = false });
        return unclipped.LogProgress - training.Pace.LogProgress > Thresholds.ShortForHint && Comes(unclipped);

        // A convolution's step is seen at many places.
        bool Comes(Pace pace) => pace.LogProgress >= Thresholds.ProgressPastEpsilon - (training.Layers.Any(layer => layer.Weight.Shape.Count == 4) ? Thresholds.HelpOfConvolutions : 0);
    }

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (!IsCause(training)) yield break;
        var isClipped = training.Model.Clip is not null && training.PaceOf(training.Setting with { Clips = false }).LogProgress - training.Pace.LogProgress > Thresholds.ShortForHint;
        var layer = training.Open.Where(layer => !double.IsInfinity(layer.Forecast.LogGradientPerWeight)).OrderByDescending(layer => layer.Forecast.LogGradientPerWeight).First();
        var gradient = layer.Forecast.LogGradientPerWeight + Clipping.LogShrink(training, layer);
        var isUsual = training.Epsilon <= UsualEpsilon;
        var advice = isClipped && isUsual ? "Clip at a threshold near the forecast norm." : isUsual ? "Use initialisers that suit the activations." : "Use the usual Epsilon of 1e-8.";
        yield return new Diagnosis(
            Id,
            $"The largest gradient by a weight is forecast {Figures.Power(gradient)}{(isClipped ? " once it is clipped" : "")}, against an Epsilon of {Figures.Literal(training.Epsilon)}: {training.OptimizerName} then no longer scales its steps, and turns into gradient descent with tiny ones, which get nowhere in {Figures.Integer(training.Input.TrainingSteps)} steps. {advice}",
            isClipped && isUsual ? training.Model.Clip!.Origin : training.Optimizer.Origin,
            isClipped && isUsual ? (Clipping.LogMeasure(training) is { } measure ? ClipThreshold.Fixes(network, Id, training.Model.Clip!, measure) : default)
                : FixCandidate.Tried(network, Id, isUsual ? [FixCandidates.SuitableInits(training.Layers)] : [Usual(network.Declaration.Optimizers[0])]));
    }

    private static FixCandidate Usual(DeclaredOptimizer optimizer) => new(
        "Use the usual Epsilon of 1e-8",
        declaration => declaration with
        {
            Optimizers = new EquatableArray<DeclaredOptimizer>(optimizer switch
            {
                AdamOptimizer adam => adam with { Epsilon = UsualEpsilon },
                RmsPropOptimizer rmsProp => rmsProp with { Epsilon = UsualEpsilon },
                AdaGradOptimizer adaGrad => adaGrad with { Epsilon = UsualEpsilon },
                _ => optimizer,
            }),
        },
        [optimizer is AdaGradOptimizer ? Edit.Set(optimizer.Origin, "Epsilon", "1e-8") : Edit.Unset(optimizer.Origin, "Epsilon")]);
}
