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
            files.Add(new($"{name}.Forward{bits}.g.cs", KernelEmitter.Print(plan, target.Bits, "Forward", target.Forward)));
            if (target.Backward.Count > 0) files.Add(new($"{name}.Backward{bits}.g.cs", KernelEmitter.Print(plan, target.Bits, "Backward", target.Backward)));
        }

        return files.ToEquatableArray();
    }
}
