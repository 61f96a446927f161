import type { DemoAnswer, DemoRequest } from "../http-types.ts";
import { oopsPage } from "./pages.ts";
import { type LazyObject, parseTree, pickTree, TreeSyntaxError } from "./tree-query.ts";

// What Jenkins shows of an object where no `tree` is given, as far as clients rely on it.
const DEFAULT_JOB = "name,url,color";
const BUILD_LINK = "number,url";
const DEFAULT_TREE = [
  `jobs[${DEFAULT_JOB}]`,
  `builds[${BUILD_LINK}]`,
  ...["first", "last", "lastCompleted", "lastFailed", "lastStable", "lastSuccessful"].map(
    (which) => `${which}Build[${BUILD_LINK}]`,
  ),
  `lastUnstableBuild[${BUILD_LINK}],lastUnsuccessfulBuild[${BUILD_LINK}],views[name,url]`,
  "actions[causes[shortDescription,userId,userName],parameters[name,value],lastBuiltRevision[SHA1,branch[SHA1,name]],remoteUrls,scmName]",
  "property[parameterDefinitions[name,type,description,choices,defaultParameterValue[name,value]]]",
  "changeSet[kind,items[commitId,msg,comment,timestamp,date,id,author[absoluteUrl,fullName]]]",
  "changeSets[kind,items[commitId,msg,comment,timestamp,date,id,author[absoluteUrl,fullName]]]",
  "queueItem[id,inQueueSince,why,url],task[name,url,color],executable[number,url]",
  "items[id,inQueueSince,why,url,params,actions[causes[shortDescription,userId,userName]],task[name,url,color]]",
  "_class,description,displayName,displayNameOrNull,fullDisplayName,fullName,name,url,buildable,color,inQueue,nextBuildNumber,concurrentBuild,disabled,keepDependencies,healthReport",
  "building,duration,estimatedDuration,executor,id,keepLog,number,queueId,result,timestamp,builtOn,culprits,artifacts",
  "mode,nodeDescription,nodeName,numExecutors,quietingDown,useCrumbs,useSecurity,assignedLabels[name]",
  "blocked,buildableStartMilliseconds,pending,stuck,why,params,inQueueSince,cancelled",
].join(",");

/** Answers with what the request's `tree` asks of an object, 500 where it cannot be read. */
export function answerTree(request: DemoRequest, object: LazyObject): DemoAnswer {
  try {
    const query = parseTree(request.query.get("tree") ?? DEFAULT_TREE);
    return { json: pickTree(object, query) };
  } catch (error) {
    if (error instanceof TreeSyntaxError) return oopsPage();
    throw error;
  }
}
