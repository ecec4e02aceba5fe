// An adapter in TypeScript: a national register behind Accord's AdapterService.
//
//   node dist/main.js PROTOS REGISTER.json [ADDRESS]
//
// PROTOS is Accord's folder of that name. It listens on ADDRESS, or on a free port of this machine,
// prints the address and serves until it is ended.

import {
  Server, ServerCredentials, status, type handleUnaryCall, type sendUnaryData,
} from "@grpc/grpc-js";
import grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { Register, type Arm } from "./register.js";

type Message = Record<string, any>;

const [protos, file, address = "127.0.0.1:0"] = process.argv.slice(2);
if (protos === undefined || file === undefined) {
  console.error("usage: node dist/main.js PROTOS REGISTER.json [ADDRESS]");
  process.exit(2);
}
const register = new Register(file);

function recordOf(arm: Arm): Message {
  return {
    record_id: arm.id,
    firearm: {
      maker_text: arm.maker,
      model_text: arm.model,
      calibre_text: arm.calibre,
      country_of_manufacture: "UNKNOWN",
      marks: [{
        kind: "MARK_KIND_MANUFACTURER_SERIAL",
        text: arm.serial,
        condition: "MARK_CONDITION_INTACT",
        position: "MARK_POSITION_FRAME",
      }],
    },
    ...(arm.status === undefined ? {} : { status: `RECORD_STATUS_${arm.status}` }),
  };
}

class Refusal extends Error {
  constructor(readonly code: status, message: string) {
    super(message);
  }
}

/** A call as a plain function; a file that cannot be read means that the register is away. */
function answering(work: (request: Message) => Message): handleUnaryCall<Message, Message> {
  return (call, reply: sendUnaryData<Message>) => {
    try {
      reply(null, work(call.request));
    } catch (error) {
      if (error instanceof Refusal) {
        reply({ code: error.code, details: error.message });
      } else {
        console.error(error);
        reply({ code: status.UNAVAILABLE, details: "the register file cannot be read" });
      }
    }
  };
}

function describe(): Message {
  return {
    register: "Example register",
    record_holder: "RECORD_HOLDER_REGISTRY",
    data_as_of_ms: register.asOfMs(),
    records: register.all().length,
    searchable_fields: ["serial"],
    capabilities: ["CAPABILITY_CHANGES", "CAPABILITY_RECORD"],
    coverage: "an example: every weapon that its file names",
  };
}

function find(request: Message): Message {
  const marks = (request["firearm"]?.marks ?? []) as Message[];
  const found = register.find(marks.map((mark) => String(mark["text"])));
  return { records: found.slice(0, 1000).map(recordOf) };
}

function changes(request: Message): Message {
  const cursor = String(request["cursor"]);
  if (cursor === "") return { records: [], cursor: `c${register.newest()}`, more: false };
  if (!/^c\d{1,15}$/.test(cursor)) {
    throw new Refusal(status.INVALID_ARGUMENT, "this is no cursor of this register");
  }
  const later = register.since(Number(cursor.slice(1)));
  const page = later.slice(0, Math.min(Number(request["limit"]), 1000));
  return {
    records: page.map(recordOf),
    cursor: page.length > 0 ? `c${page[page.length - 1]!.changed}` : cursor,
    more: later.length > page.length,
  };
}

function record(request: Message): Message {
  const noted = register.note(
    String(request["entry_id"]),
    String(request["record_id"]),
    String(request["status"]).replace("RECORD_STATUS_", ""),
  );
  if (noted === undefined) {
    throw new Refusal(status.PERMISSION_DENIED, "this register holds no such record");
  }
  return { reference: noted };
}

function health(): Message {
  try {
    return { ready: true, text: `${register.all().length} searchable records` };
  } catch {
    return { ready: false, text: "the register file cannot be read; see that it is there" };
  }
}

const definition = loadSync("accord/v1/adapter.proto", {
  includeDirs: [protos], keepCase: true, enums: String, longs: Number, defaults: true,
});
const service = (grpc.loadPackageDefinition(definition) as any).accord.v1.AdapterService.service;
const server = new Server({
  "grpc.max_receive_message_length": 8 << 20, "grpc.max_send_message_length": 8 << 20,
});
server.addService(service, {
  Describe: answering(describe),
  Find: answering(find),
  Changes: answering(changes),
  Record: answering(record),
  Health: answering(health),
});
server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    console.error(`cannot listen on ${address}: ${error.message}`);
    process.exit(1);
  }
  console.log(address.startsWith("unix:") ? address : address.replace(/:\d+$/, `:${port}`));
});
