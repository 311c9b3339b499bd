using System.Collections.Generic;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>One rule: from a network to the diagnoses it deserves. Pure; one small file each.</summary>
internal abstract class DiagnosisRule
{
    /// <summary>One of <see cref="DiagnosisIds"/>.</summary>
    public abstract string Id { get; }

    /// <summary>The rules whose finding is only a consequence of this one's: they keep silent when it speaks. One cause, one diagnostic.</summary>
    public virtual IReadOnlyList<string> Explains => [];

    public abstract IEnumerable<Diagnosis> Examine(NetworkUnderExamination network);
}
