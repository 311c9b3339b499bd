using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace GradCompile.Package.Tests;

/// <summary>The package as <c>dotnet pack</c> makes it, in a feed of its own; made once for all tests.</summary>
public sealed class PackedPackage : IDisposable
{
    private const string Version = "0.1.0-test";

    public PackedPackage()
    {
        Root = Directory.CreateTempSubdirectory("gradcompile-package-").FullName;
        Feed = Path.Combine(Root, "feed");
        var project = Path.Combine(Repository(), "src", "GradCompile", "GradCompile.csproj");
        Dotnet.Run(Root, "dotnet", "pack", project, "-c", "Release", "-o", Feed, "--nologo", $"-p:PackageVersion={Version}", "-warnaserror");
        File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>A temporary folder under which every consumer lives.</summary>
    public string Root { get; }

    private string Feed { get; }

    /// <summary>The paths inside the package.</summary>
    public IReadOnlyList<string> Files()
    {
        using var package = ZipFile.OpenRead(Path.Combine(Feed, $"GradCompile.{Version}.nupkg"));
        return [.. package.Entries.Select(e => e.FullName)];
    }

    /// <summary>A console project that references the package and nothing else; its own package cache keeps the machine's clean.</summary>
    public string Consumer(string name, string framework, string properties, string program)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestorePackagesPath>{Path.Combine(Root, "packages")}</RestorePackagesPath>
                {properties}
              </PropertyGroup>
              <ItemGroup><PackageReference Include="GradCompile" Version="{Version}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A build server may still hold a file; the folder is temporary anyway.
        }
    }

    private static string Repository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
