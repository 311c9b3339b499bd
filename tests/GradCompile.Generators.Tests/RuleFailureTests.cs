using GradCompile.Compiler.Diagnoses;

namespace GradCompile.Generators.Tests;

/// <summary>A rule that fails at a user's is silent, and the others speak; in tests it is thrown. Nothing else runs meanwhile, for the switch is everybody's.</summary>
[CollectionDefinition(nameof(RuleFailureTests), DisableParallelization = true)]
[Collection(nameof(RuleFailureTests))]
public class RuleFailureTests
{
    private const string Source = "using GradCompile;\n[Network(8), Dense(8), Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net;\n";

    [Fact]
    public void ARuleThatFailsDoesNotSilenceTheOthers()
    {
        var network = ExaminedSource.Of(Source).Network!;
        var others = DiagnosisTable.Standing(network, DiagnosisTable.Rules);
        Assert.Contains(DiagnosisIds.NoNonlinearity, others.Select(diagnosis => diagnosis.Id));
        IReadOnlyList<DiagnosisRule> rules = [new Failing(), .. DiagnosisTable.Rules, new FailingLate()];
        Assert.Throws<InvalidOperationException>(() => DiagnosisTable.Standing(network, rules));
        RuleFailures.AreThrown = false;
        try
        {
            Assert.Equal(others, DiagnosisTable.Standing(network, rules));
        }
        finally
        {
            RuleFailures.AreThrown = true;
        }
    }

    private sealed class Failing : DiagnosisRule
    {
        public override string Id => "GRAD9998";

        public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network) => throw new InvalidOperationException();
    }

    /// <summary>What it had to say before it failed is not said either.</summary>
    private sealed class FailingLate : DiagnosisRule
    {
        public override string Id => "GRAD9999";

        public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
        {
            yield return new Diagnosis(Id, "Half a finding.", network.Declaration.Input.Origin);
            throw new InvalidOperationException();
        }
    }
}
