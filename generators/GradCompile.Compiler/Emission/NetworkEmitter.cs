using System.Collections.Generic;
using System.Globalization;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>A plan as files.</summary>
public static class NetworkEmitter
{
    public static EquatableArray<GeneratedFile> Print(Plan plan)
    {
        var name = plan.Model.Declaration.Type.FullName;
        var files = new List<GeneratedFile>
        {
            new($"{name}.g.cs", SurfaceEmitter.Print(plan)),
            new($"{name}.Program.g.cs", ProgramEmitter.Print(plan)),
        };
        foreach (var target in plan.Targets)
        {
            var bits = target.Bits.ToString(CultureInfo.InvariantCulture);
            files.Add(new($"{name}.{Identifiers.Kernels}{bits}.g.cs", KernelEmitter.Print(plan, target)));
        }

        return files.ToEquatableArray();
    }
}
