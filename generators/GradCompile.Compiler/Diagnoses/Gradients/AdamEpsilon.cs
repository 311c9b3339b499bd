using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1013: an ε above the gradients, which it was meant to keep from dividing by zero.</summary>
internal sealed class AdamEpsilon : GradientRule
{
    private const double UsualEpsilon = 1e-8;

    /// <summary>E |x| of N(0, 1).</summary>
    private static readonly double MeanAbsolute = Math.Log10(Math.Sqrt(2 / Math.PI));

    public override string Id => DiagnosisIds.AdamEpsilon;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (!training.IsAdaptive || training.Open.All(layer => double.IsNegativeInfinity(layer.Forecast.LogWeightGradient))) yield break;
        var weights = training.Open.Sum(layer => (double)layer.Forecast.Weights);
        var mean = Forecasts.Logarithms.PowerOfTen(MeanAbsolute) * training.Open.Sum(layer => layer.Forecast.Weights / weights * Forecasts.Logarithms.PowerOfTen(layer.Forecast.LogGradientPerWeight));
        if (mean >= training.Epsilon) yield break;
        yield return new Diagnosis(
            Id,
            $"The mean absolute gradient is forecast {Figures.Of(mean)}, below the Epsilon of {Figures.Literal(training.Epsilon)}: {training.OptimizerName} then no longer scales its steps, and turns into gradient descent with tiny ones. {(training.Epsilon > UsualEpsilon ? "Use the usual Epsilon of 1e-8." : "Use initialisers that suit the activations.")}",
            training.Optimizer.Origin,
            Remedy.Tried(network, Id, training.Epsilon > UsualEpsilon ? [Usual(network.Declaration.Optimizers[0])] : [Remedies.SuitableInits(training.Layers)]));
    }

    private static Remedy Usual(DeclaredOptimizer optimizer) => new(
        "Use the usual Epsilon of 1e-8",
        declaration => declaration with
        {
            Optimizers = new EquatableArray<DeclaredOptimizer>(optimizer switch
            {
                AdamOptimizer adam => adam with { Epsilon = UsualEpsilon },
                RmsPropOptimizer rmsProp => rmsProp with { Epsilon = UsualEpsilon },
                _ => optimizer,
            }),
        },
        [Edit.Unset(optimizer.Origin, "Epsilon")]);
}
