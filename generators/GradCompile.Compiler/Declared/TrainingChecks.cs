using System.Collections.Generic;
using System.Linq;

namespace GradCompile.Compiler.Declared;

/// <summary>Checks of loss, optimizer, penalties and clipping: at most one of each that excludes others, and numbers in range.</summary>
internal static class TrainingChecks
{
    public static void Check(DeclaredNetwork network)
    {
        AtMostOne(network.Losses.Select(l => l.Origin), "loss");
        AtMostOne(network.Optimizers.Select(o => o.Origin), "optimizer");
        AtMostOne(network.Clips.Select(c => c.Origin), "clipping");
        foreach (var loss in network.Losses) Numbers.Defined(loss.Kind, "The loss", loss.Origin);
        foreach (var optimizer in network.Optimizers) Check(optimizer);
        foreach (var penalty in network.Penalties) Check(penalty);
        foreach (var clip in network.Clips) Check(clip);
    }

    private static void AtMostOne(IEnumerable<Origin> origins, string what)
    {
        foreach (var second in origins.Skip(1))
        {
            throw new FaultException(
                FaultIds.Duplicate, second, $"This is a second {what}; a network has one: remove one of the two.", new Fix($"Remove the second {what}", new EquatableArray<Edit>(Edit.Remove(second))));
        }
    }

    private static void Check(DeclaredOptimizer optimizer)
    {
        var origin = optimizer.Origin;
        Numbers.Positive(optimizer.Rate, "The learning rate", origin);
        switch (optimizer)
        {
            case SgdOptimizer sgd:
                Numbers.BelowOne(sgd.Momentum, "Momentum", origin);
                if (sgd.Nesterov && sgd.Momentum == 0)
                {
                    throw new FaultException(
                        FaultIds.BadNumber, origin, "Nesterov is set but Momentum is 0; Nesterov's step needs a momentum: write one, as Momentum = 0.9.",
                        new Fix("Use a Momentum of 0.9", new EquatableArray<Edit>(Edit.Set(origin, "Momentum", "0.9"))));
                }

                break;
            case AdamOptimizer adam:
                Numbers.BelowOne(adam.Beta1, "Beta1", origin);
                Numbers.BelowOne(adam.Beta2, "Beta2", origin);
                Numbers.Epsilon(adam.Epsilon, "Epsilon", origin);
                Numbers.NotNegative(adam.WeightDecay ?? 0, "WeightDecay", origin);
                break;
            case RmsPropOptimizer rmsProp:
                Numbers.BelowOne(rmsProp.Decay, "Decay", origin);
                Numbers.Epsilon(rmsProp.Epsilon, "Epsilon", origin);
                Numbers.BelowOne(rmsProp.Momentum, "Momentum", origin);
                break;
            case AdaGradOptimizer adaGrad:
                Numbers.Epsilon(adaGrad.Epsilon, "Epsilon", origin);
                break;
        }
    }

    private static void Check(DeclaredPenalty penalty)
    {
        Numbers.NotNegative(penalty.Strength, $"The strength of {penalty.Attribute}", penalty.Origin);
        Numbers.Share(penalty.Ratio, "The ratio of ElasticNet", penalty.Origin);
    }

    private static void Check(DeclaredClip clip)
    {
        Numbers.Positive(clip.Threshold, "The clipping threshold", clip.Origin);
        Numbers.BelowOne(clip.Decay, "Decay", clip.Origin);
    }
}
