using System.Collections.Generic;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses;

namespace GradCompile.Generators.Analyzers;

/// <summary>
/// The verdicts on the networks seen last, keyed by the declared network's value: a keystroke that leaves the attributes alone
/// costs no forecast. Bounded; the oldest goes first.
/// </summary>
internal static class DiagnosisCache
{
    private const int Capacity = 64;

    private static readonly Dictionary<DeclaredNetwork, EquatableArray<Diagnosis>> Known = [];
    private static readonly Queue<DeclaredNetwork> Ages = new();

    /// <summary>How often a verdict had to be worked out; for tests.</summary>
    public static int Misses { get; private set; }

    public static EquatableArray<Diagnosis> Diagnose(DeclaredNetwork network)
    {
        lock (Known)
        {
            if (Known.TryGetValue(network, out var known)) return known;
        }

        var diagnoses = NetworkCompiler.Diagnose(network);
        lock (Known)
        {
            Misses++;
            if (Known.ContainsKey(network)) return diagnoses;
            if (Ages.Count == Capacity) Known.Remove(Ages.Dequeue());
            Known.Add(network, diagnoses);
            Ages.Enqueue(network);
        }

        return diagnoses;
    }
}
